import { expect, test } from 'vitest';
import type { DeviceFault, DeviceState } from '../session/index.ts';
import { needsHand, pictureOf } from './needsHand.ts';

const on = { state: 'on', track: {}, deviceId: '', label: '', enabled: true } as DeviceState;
const off: DeviceState = { state: 'off' };
const lost: DeviceState = { state: 'lost', label: 'USB' };
const faulty = (fault: DeviceFault): DeviceState => ({ state: 'faulty', fault });

test.each<[string, DeviceState, DeviceState, boolean]>([
	['nobody', on, on, false],
	['nobody', { state: 'starting' }, off, false],
	['microphone lost: mic plug', lost, lost, false],
	['microphone in-use: mic windows', on, faulty('in-use'), true],
	['microphone not-found: mic plug', on, faulty('not-found'), false],
	['camera not-allowed: camera lock', faulty('not-allowed'), on, true],
	['camera insecure: camera lock', faulty('insecure'), on, false],
	['camera failed: camera plug', faulty('failed'), { state: 'starting' }, false],
	['clock: clock warning', on, on, true],
])('%s', (said, camera, microphone, clockWrong) => {
	const need = needsHand({ camera, microphone, clockWrong });
	if (need === null) {
		expect(said).toBe('nobody');
		return;
	}
	const why = need.what === 'clock' ? '' : ` ${need.why}`;
	expect(`${need.what}${why}: ${pictureOf(need).join(' ')}`).toBe(said);
});
