/** Why a device does not work; texts under `lesson:device.<why>`. */
export type DeviceFault =
	/** The browser or its user said no. */
	| 'not-allowed'
	/** There is none. */
	| 'not-found'
	/** Another program has it. */
	| 'in-use'
	/** Browsers give devices to https pages only. */
	| 'insecure'
	| 'failed';

export type DeviceState =
	| { readonly state: 'off' }
	| { readonly state: 'starting' }
	| {
			readonly state: 'on';
			readonly track: MediaStreamTrack;
			readonly deviceId: string;
			readonly label: string;
			/** False: switched to silence or black here, at once and whatever the network does. */
			readonly enabled: boolean;
	  }
	/** It was on and is unplugged; it goes on by itself when it, or another, is there. */
	| { readonly state: 'lost'; readonly label: string }
	| { readonly state: 'faulty'; readonly fault: DeviceFault };

export const faultOf = (error: unknown): DeviceFault => {
	if (!(error instanceof Error)) return 'failed';
	switch (error.name) {
		case 'NotAllowedError':
		case 'SecurityError':
			return 'not-allowed';
		case 'NotFoundError':
		case 'OverconstrainedError':
			return 'not-found';
		case 'NotReadableError':
		case 'AbortError':
			return 'in-use';
		default:
			return 'failed';
	}
};
