import { useEffect, useState } from 'react';

export type InputDevices = Readonly<{ camera: boolean; microphone: boolean }>;

async function look(): Promise<InputDevices> {
	// Not there on plain HTTP: then there is no camera to be had either.
	if (!('mediaDevices' in navigator)) return { camera: false, microphone: false };
	const devices = await navigator.mediaDevices.enumerateDevices();
	return {
		camera: devices.some(({ kind }) => kind === 'videoinput'),
		microphone: devices.some(({ kind }) => kind === 'audioinput'),
	};
}

/** Whether a camera and a microphone are plugged in, without opening them; undefined until known. */
export function useInputDevices(): InputDevices | undefined {
	const [devices, setDevices] = useState<InputDevices>();
	useEffect(() => {
		let current = true;
		const renew = (): void => {
			look()
				.catch(() => ({ camera: false, microphone: false }))
				.then(
					(found) => {
						if (current) setDevices(found);
					},
					() => undefined,
				);
		};
		renew();
		const media = 'mediaDevices' in navigator ? navigator.mediaDevices : undefined;
		media?.addEventListener('devicechange', renew);
		return () => {
			current = false;
			media?.removeEventListener('devicechange', renew);
		};
	}, []);
	return devices;
}
