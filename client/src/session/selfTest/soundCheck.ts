// The browser's side of the sound test: opens the microphone as it is, plays the sweep and records both on one clock.
import type { LoopTest } from '@classroom/protocol';
import { RATE, SWEEP_SECONDS, findSweep, levelOfSound, makeSweep } from './sweep.ts';
import { pause } from './takePictures.ts';

/** How long the room is listened to before it is sounded into, s. */
const LISTEN_SECONDS = 1.2;
/** The longest way round that is looked for: a Bluetooth loudspeaker has 300 ms of its own. */
const LATEST_SECONDS = 1;
const LOUDNESS = 0.5;
/** No room is so quiet: one bit of sixteen is −90 dB. */
export const SILENT = -90;
/** Heard by the matched filter, hardly by ears. */
const FAINT = -60;
/** Samples that the browser keeps for us: four seconds, the most it can. */
const KEPT = 32_768;

export type SoundCheck = Readonly<{
	/** dB below full scale; null: the browser does not let us listen. */
	level: number | null;
	loop: LoopTest;
}>;

const loopIs = (result: LoopTest['result']): LoopTest => ({ result, level: null, echoMs: null });

/** `microphone`: without echo cancellation, which takes away what is looked for. @throws what AudioContext throws */
export const checkSound = async (
	microphone: MediaStreamTrack,
	mayPlay: LoopTest['result'] | null,
	bell: AbortSignal,
): Promise<SoundCheck> => {
	const context = new AudioContext({ sampleRate: RATE });
	try {
		await Promise.race([context.resume(), pause(1000)]);
		if (context.state !== 'running') return { level: null, loop: loopIs('blocked') };
		const ear = listenTo(context, context.createMediaStreamSource(new MediaStream([microphone])));
		await pause((LISTEN_SECONDS + 0.2) * 1000);
		const level = levelOfSound(ear().subarray(-RATE * LISTEN_SECONDS));
		// A microphone that is switched off says nothing of the loudspeaker.
		if (level < SILENT) return { level, loop: loopIs('no-microphone') };
		if (mayPlay !== null) return { level, loop: loopIs(mayPlay) };
		return { level, loop: await soundInto(context, ear, bell) };
	} finally {
		await context.close().catch(() => undefined);
	}
};

type Ear = () => Float32Array;

const listenTo = (context: AudioContext, source: AudioNode): Ear => {
	const analyser = context.createAnalyser();
	analyser.fftSize = KEPT;
	source.connect(analyser);
	return () => {
		const samples = new Float32Array(KEPT);
		analyser.getFloatTimeDomainData(samples);
		return samples;
	};
};

const soundInto = async (context: AudioContext, ear: Ear, bell: AbortSignal): Promise<LoopTest> => {
	const rang = (): boolean => bell.aborted;
	if (rang()) return loopIs('in-lesson');
	const sweep = makeSweep();
	const buffer = context.createBuffer(1, sweep.length, RATE);
	buffer.copyToChannel(sweep, 0);
	const source = new AudioBufferSourceNode(context, { buffer });
	const loudness = new GainNode(context, { gain: LOUDNESS });
	const own = listenTo(context, source);
	source.connect(loudness).connect(context.destination);
	const silence = (): void => source.stop();
	bell.addEventListener('abort', silence);
	source.start();
	await pause((SWEEP_SECONDS + LATEST_SECONDS + 0.1) * 1000);
	bell.removeEventListener('abort', silence);
	if (rang()) return loopIs('in-lesson');
	return loopFindings(...bothAtOnce(own, ear), sweep);
};

/** The audio thread goes on while we read: again, until both are of the same moment. */
const bothAtOnce = (own: Ear, ear: Ear): [Float32Array, Float32Array] => {
	for (let turn = 0; ; turn += 1) {
		const before = own();
		const heard = ear();
		if (turn === 9 || own().every((sample, at) => sample === before[at])) return [before, heard];
	}
};

/** `played` and `heard` end at the same moment. */
const loopFindings = (played: Float32Array, heard: Float32Array, sweep: Float32Array): LoopTest => {
	const span = RATE * (SWEEP_SECONDS + LATEST_SECONDS + 0.2);
	const start = findSweep(played.subarray(-span), sweep);
	if (start === null) return loopIs('failed');
	const echo = findSweep(heard.subarray(-span), sweep);
	if (echo === null || echo.at < start.at) return loopIs('unheard');
	return {
		result: echo.level < FAINT ? 'faint' : 'heard',
		level: Math.round(echo.level * 10) / 10,
		echoMs: Math.round(((echo.at - start.at) * 1000) / RATE),
	};
};
