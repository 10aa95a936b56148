// A room with a loudspeaker and a microphone that hears it. Put into a page before its scripts, and for that whole in
// itself: what is played by Web Audio comes back in every microphone that is opened, later and softer.

export interface EchoRoom {
	/** What air and wires add to the way through the browser, s. */
	readonly delay: number;
	/** 0: the loudspeaker is off. */
	readonly gain: number;
	/** Of what is heard besides, from 0 to 1; 0: nothing, as from a microphone that is switched off. */
	readonly noise: number;
}

export const echoRoom = ({ delay, gain, noise }: EchoRoom): void => {
	// Frames within the page and blank pages have no devices.
	if (window.top !== window || !location.protocol.startsWith('http')) return;
	const air = new AudioContext();
	const ears = new GainNode(air);
	const way = new DelayNode(air, { delayTime: delay, maxDelayTime: delay + 1 });
	way.connect(new GainNode(air, { gain })).connect(ears);
	const hiss = new AudioBuffer({ length: 48_000, sampleRate: 48_000 });
	hiss.copyToChannel(
		Float32Array.from({ length: 48_000 }, () => noise * (2 * Math.random() - 1)),
		0,
	);
	const source = new AudioBufferSourceNode(air, { buffer: hiss, loop: true });
	source.connect(ears);
	source.start();

	const loudspeakers = new WeakMap<BaseAudioContext, AudioNode>();
	const loudspeakerOf = (context: AudioContext): AudioNode => {
		const known = loudspeakers.get(context);
		if (known !== undefined) return known;
		const out = context.createMediaStreamDestination();
		air.createMediaStreamSource(out.stream).connect(way);
		loudspeakers.set(context, out);
		return out;
	};
	const connect: unknown = Reflect.get(AudioNode.prototype, 'connect');
	if (typeof connect !== 'function') throw new Error('no Web Audio');
	const connectToo = function (this: AudioNode, target: unknown, ...rest: unknown[]): unknown {
		const { context } = this;
		if (target instanceof AudioDestinationNode && context !== air && context instanceof AudioContext)
			Reflect.apply(connect, this, [loudspeakerOf(context)]);
		return Reflect.apply(connect, this, [target, ...rest]);
	};
	Object.defineProperty(AudioNode.prototype, 'connect', { value: connectToo });

	const devices = navigator.mediaDevices;
	const open = devices.getUserMedia.bind(devices);
	devices.getUserMedia = async (constraints) => {
		const stream = await open(constraints);
		for (const track of stream.getAudioTracks()) {
			const { deviceId } = track.getSettings();
			const microphone = air.createMediaStreamDestination();
			ears.connect(microphone);
			const heard = microphone.stream.getAudioTracks()[0] ?? track;
			heard.getSettings = () => (deviceId === undefined ? {} : { deviceId });
			Object.defineProperty(heard, 'label', { value: track.label });
			stream.removeTrack(track);
			track.stop();
			stream.addTrack(heard);
		}
		return stream;
	};
};
