// When somebody in the classroom has to lend a hand: what with, and why. Pure.
import type { IconName } from '../components/index.ts';
import type { DeviceFault, DeviceState } from '../session/index.ts';

export type HandNeed =
	Readonly<{ what: 'camera' | 'microphone'; why: DeviceFault | 'lost' }> | Readonly<{ what: 'clock' }>;

export type HandSituation = Readonly<{
	camera: DeviceState;
	microphone: DeviceState;
	/** This machine's clock is far off the server's. */
	clockWrong: boolean;
}>;

const fault = (device: DeviceState): DeviceFault | 'lost' | null => {
	if (device.state === 'lost') return 'lost';
	return device.state === 'faulty' ? device.fault : null;
};

/** The worst first: who is not heard cannot take part, who is not seen can. Null: nobody is needed. */
export const needsHand = ({ camera, microphone, clockWrong }: HandSituation): HandNeed | null => {
	const silent = fault(microphone);
	if (silent !== null) return { what: 'microphone', why: silent };
	const unseen = fault(camera);
	if (unseen !== null) return { what: 'camera', why: unseen };
	return clockWrong ? { what: 'clock' } : null;
};

/** What it is about, and what is to be done with it. */
export const pictureOf = (need: HandNeed): readonly [IconName, IconName] => {
	if (need.what === 'clock') return ['clock', 'warning'];
	const device = need.what === 'camera' ? 'camera' : 'mic';
	switch (need.why) {
		case 'lost':
		case 'not-found':
		case 'failed':
			return [device, 'plug'];
		case 'in-use':
			return [device, 'windows'];
		case 'not-allowed':
		case 'insecure':
			return [device, 'lock'];
	}
};
