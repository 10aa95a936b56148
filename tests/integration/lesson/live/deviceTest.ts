// What a device of a school with everything plugged in finds of itself.
import type { DeviceTest } from '@classroom/protocol';

export const deviceTest: DeviceTest = {
	camera: { result: 'fine', brightness: 120.5, change: 2.5 },
	microphone: { result: 'fine', level: -48 },
	loop: { result: 'heard', level: -30, echoMs: 112 },
	link: { result: 'fine', downKbps: 4000, upKbps: 900, roundTripMs: 45, lossRatio: 0.01 },
};
