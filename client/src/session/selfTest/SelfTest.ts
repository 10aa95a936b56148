// A classroom's device looks at itself, listens to itself and times its link, one after the other, and says what it
// found. Knows no browser.
import type { CameraTest, DeviceTest, LinkTest, LoopTest, MicrophoneTest } from '@classroom/protocol';
import { Store } from '../store.ts';
import type { Readable } from '../store.ts';

export type SelfTestState =
	| { readonly state: 'idle' }
	/** What is found so far. */
	| { readonly state: 'running'; readonly found: Partial<DeviceTest> }
	| { readonly state: 'done'; readonly test: DeviceTest };

export type SoundTest = Readonly<{ microphone: MicrophoneTest; loop: LoopTest }>;

/** What the loudspeaker may do: `quiet`, nobody wants to hear it here. */
export type Loudspeaker = 'play' | 'quiet' | 'in-lesson';

export interface SelfTestTools {
	readonly camera: () => Promise<CameraTest>;
	/** Once `bell` is aborted nothing sounds any more. Whatever goes wrong is a finding. */
	readonly sound: (loudspeaker: Loudspeaker, bell: AbortSignal) => Promise<SoundTest>;
	/** Once `bell` is aborted nothing goes over the link any more. */
	readonly link: (bell: AbortSignal) => Promise<LinkTest>;
	readonly report: (test: DeviceTest) => Promise<unknown>;
}

export type Occasion = Readonly<{
	/** A lesson runs: nothing sounds, and the link is the lesson's. */
	inLesson: boolean;
	quiet: boolean;
	/** What was found before: stands for what cannot be tried in a lesson. */
	before: DeviceTest | undefined;
}>;

const unmeasured: LinkTest = {
	...{ result: 'unmeasured', downKbps: null, upKbps: null, roundTripMs: null, lossRatio: null },
};

export class SelfTest {
	readonly #tools: SelfTestTools;
	readonly #state = new Store<SelfTestState>({ state: 'idle' });
	readonly state: Readable<SelfTestState> = this.#state;
	#run: AbortController | null = null;
	#closed = false;

	constructor(tools: SelfTestTools) {
		this.#tools = tools;
	}

	/** Does nothing while one is under way. Never rejects. */
	async run({ inLesson, quiet, before }: Occasion): Promise<void> {
		if (this.#run !== null || this.#closed) return;
		const run = new AbortController();
		this.#run = run;
		if (inLesson) run.abort();
		const found = (more: Partial<DeviceTest>): void =>
			this.#state.change((state) => ({
				state: 'running',
				found: { ...(state.state === 'running' ? state.found : {}), ...more },
			}));
		this.#state.set({ state: 'running', found: {} });
		const camera = await this.#tools.camera();
		found({ camera });
		const loudspeaker = run.signal.aborted ? 'in-lesson' : quiet ? 'quiet' : 'play';
		const { microphone, loop: tried } = await this.#tools.sound(loudspeaker, run.signal);
		const loop = tried.result === 'in-lesson' ? (before?.loop ?? tried) : tried;
		found({ microphone, loop });
		const timed = run.signal.aborted ? unmeasured : await this.#tools.link(run.signal);
		const link = timed.result === 'unmeasured' ? (before?.link ?? timed) : timed;
		await this.#finish({ camera, microphone, loop, link });
	}

	/** The bell: what has not been tried yet is not tried any more. */
	bell(): void {
		this.#run?.abort();
	}

	/** Says nothing from now on. */
	close(): void {
		this.#closed = true;
		this.bell();
	}

	async #finish(test: DeviceTest): Promise<void> {
		this.#run = null;
		this.#state.set({ state: 'done', test });
		if (this.#closed) return;
		// Without a connection nobody hears it; what is wrong stands on the own screen.
		await this.#tools.report(test).catch(() => undefined);
	}
}
