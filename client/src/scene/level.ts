// How loud a microphone is, for the bar that shows a teacher that it hears her.

/** Calls `show` about 20 times a second with 0 (silence) to 1 (loud) until stopped. */
export function watchLevel(track: MediaStreamTrack, show: (level: number) => void): () => void {
	const context = new AudioContext();
	const analyser = context.createAnalyser();
	analyser.fftSize = 1024;
	const source = context.createMediaStreamSource(new MediaStream([track]));
	source.connect(analyser);
	// A context made without a press waits for one, unless a camera is open.
	context.resume().catch(() => undefined);
	const samples = new Float32Array(analyser.fftSize);
	const timer = setInterval(() => {
		analyser.getFloatTimeDomainData(samples);
		show(levelOf(samples));
	}, 50);
	return () => {
		clearInterval(timer);
		source.disconnect();
		context.close().catch(() => undefined);
	};
}

/** −60 dB and less is 0, −6 dB is 1: as loud as speech close to a microphone gets. */
export const levelOf = (samples: Float32Array): number => {
	let sum = 0;
	for (const sample of samples) sum += sample * sample;
	const decibels = 10 * Math.log10(sum / samples.length + 1e-12);
	return Math.min(1, Math.max(0, (decibels + 60) / 54));
};
