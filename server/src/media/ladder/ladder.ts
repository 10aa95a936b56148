// The quality ladder of one Peer's link: what is given up when it gets tight, and when it is tried again. Pure.
// mediasoup's estimate is one voice beside loss, delay and concealment: by itself it sends several times what a tight
// link carries, then falls to almost nothing and stays there.
import type { QualityStep } from '@classroom/protocol';
import { rungsOf, shapeOf, type Grant, type LadderSource, type Rung } from './rungs.ts';
import {
	isOwn,
	learned,
	noSigns,
	troubleIn,
	valueOf,
	type OwnSigns,
	type Sign,
	type Signs,
} from './symptoms.ts';

export interface Measurement extends Signs {
	readonly sources: readonly LadderSource[];
	/** mediasoup's, bit/s; null: none. */
	readonly estimate: number | null;
	/** All that goes to the Peer, bit/s. */
	readonly sent: number;
}

export type LadderCause = Sign | 'estimate' | 'sources' | 'recovered';

type Phase =
	| { readonly kind: 'steady'; readonly since: number }
	/** Something was given up for `sign`; its effect is awaited. */
	| {
			readonly kind: 'settling';
			readonly since: number;
			readonly sign: Sign;
			readonly value: number;
			readonly from: number;
	  }
	/** mediasoup probes with padding whether more would go: harmless, and often wrong. */
	| { readonly kind: 'probing'; readonly since: number }
	/** More is sent, and watched. */
	| {
			readonly kind: 'watching';
			readonly since: number;
			readonly ms: number; /** mediasoup's estimate before it began. */
			readonly promised: number;
			readonly from: number;
	  };

export interface LadderState {
	readonly shape: string;
	/** Into {@link rungsOf} the sources; while watching, the one that is tried. */
	readonly rung: number;
	/** Whether anything was ever given up since all went well: then the ladder alone says what is sent. */
	readonly held: boolean;
	/** What the link has carried, bit/s. */
	readonly proven: number;
	readonly phase: Phase;
	/** Quiet time before the next test, ms. */
	readonly waitMs: number;
	/** Where the last tests ended badly; null: nowhere yet. */
	readonly ceiling: Ceiling | null;
	/** When more was last tried in earnest. */
	readonly triedAt: number;
	readonly own: OwnSigns;
	/** Since when mediasoup alone withholds pictures. */
	readonly limitedSince: number | null;
	readonly cause: LadderCause;
}

/** So much was too much. It is tried again after a time that grows with each failure, or when there is clearly more. */
interface Ceiling {
	/** Bit/s. */
	readonly demand: number;
	readonly until: number;
	readonly waitMs: number;
	/** mediasoup's estimate had promised even more: it is not asked again. */
	readonly deceived: boolean;
}

export const newLadder = (now: number): LadderState => ({
	shape: '',
	rung: 0,
	held: false,
	proven: 0,
	phase: { kind: 'steady', since: now },
	waitMs: FIRST_WAIT_MS,
	ceiling: null,
	triedAt: now,
	own: noSigns,
	limitedSince: null,
	cause: 'recovered',
});

const FIRST_WAIT_MS = 3_000;
const NEXT_WAIT_MS = 0;
const CEILING_FIRST_MS = 15_000;
/** When it had passed its test and everybody had seen it. */
const CEILING_PASSED_MS = 60_000;
const CEILING_LONGEST_MS = 240_000;
/** While nothing but the voice is sent, nothing but trying says whether there is room. */
const CEILING_BLIND_MS = 12_000;
/** Trouble so soon after a test is the test's. */
const BLAMED_MS = 30_000;
/** By so much the estimate has to be above what failed before. */
const CLEARLY_MORE = 1.3;
/** Rates this near are the same. */
const SAME = 0.95;
/** The Peer says every two seconds what the two before were like. */
const SETTLE_MS = 4_000;
const PROBE_MS = 2_000;
/** mediasoup can probe only while a picture is on its way. */
const PROBE_STILLS_MS = 4_500;
/** Without pictures to send it looks no further than where it began, 1.5 Mbit/s. */
const PROBED_MOST = 1_350_000;
const WATCH_MS = 2_500;
/** Two stills. */
const WATCH_FIRST_MS = 4_000;
/** When mediasoup does not believe in it: a queue that grows slowly shows late. */
const WATCH_LONG_MS = 6_000;
const FILLING_MS = 60;
/** When the estimate has said no for so long, it is not believed any more. */
const DISBELIEF_MS = 15_000;
const LIMITED_MS = 4_000;
/** Of what gets through; the rest drains the queue. */
const SAFE = 0.8;
/** After a sudden fall: what the queue swallowed in the first second seems to have got through. */
const SAFE_SUDDEN = 0.6;
const SUDDEN_LOSS = 0.3;
const SLIGHT_LOSS = 0.02;
/** So little of what was sent before has to be left until a sign that stays is taken for the line's own. */
const MUCH_LESS = 0.6;
/** Of what everything takes: below it mediasoup is withholding something. */
const LIMITING = 0.7;
const PROBE_MARGIN = 1.6;
const CAP_MARGIN = 1.1;

interface Scene {
	readonly now: number;
	readonly m: Measurement;
	readonly rungs: readonly [Rung, ...Rung[]];
}

/** The state after a measurement; to be called about once a second. */
export const measured = (before: LadderState, m: Measurement, now: number): LadderState => {
	const scene: Scene = { now, m, rungs: rungsOf(m.sources) };
	const state = fitted(before, scene);
	const trouble = troubleIn(m, state.own, state.phase.kind === 'watching');
	switch (state.phase.kind) {
		case 'settling':
			return settle(state, state.phase, trouble, scene);
		case 'watching':
			return watch(state, state.phase, trouble, scene);
		case 'probing':
			// The padding itself may have filled the queue for a moment; if not, the next look sees it.
			return trouble === null ? quiet(state, scene) : { ...state, phase: { kind: 'steady', since: now } };
		case 'steady':
			return trouble === null ? quiet(state, scene) : descend(state, trouble, scene);
	}
};

/** The rung that is in force, as far as the sources go. */
export const rungOf = (state: LadderState, sources: readonly LadderSource[]): Rung => {
	const rungs = rungsOf(sources);
	return rungs[state.held ? Math.min(state.rung, rungs.length - 1) : rungs.length - 1] ?? rungs[0];
};

/** Whether the first picture is being tried: mediasoup then counts as lost what was never sent. */
export const isFirstPicture = ({ phase }: LadderState): boolean =>
	phase.kind === 'watching' && phase.from === 0;

/** What is said of it: what is only tried counts when it has proved itself. */
export const stepOf = (state: LadderState, sources: readonly LadderSource[]): QualityStep => {
	const rung = state.phase.kind === 'watching' ? state.phase.from : state.rung;
	return rungOf({ ...state, rung }, sources).step;
};

/** Bounds of mediasoup's estimate, bit/s; 0: none. Between them it has no say in what is granted. */
export const boundsOf = (
	state: LadderState,
	sources: readonly LadderSource[],
): { readonly floor: number; readonly cap: number } => {
	const rungs = rungsOf(sources);
	const { demand } = rungOf(state, sources);
	if (!state.held) return { floor: state.proven > 0 ? demand : 0, cap: 0 };
	const more = (rungs[state.rung + 2] ?? rungs[state.rung + 1])?.demand ?? demand;
	const cap = state.phase.kind === 'probing' ? more * PROBE_MARGIN : demand * CAP_MARGIN;
	return { floor: demand, cap };
};

/** Other sources than before, or other layers of them: as much of them as the link has carried so far. */
const fitted = (state: LadderState, { m, rungs, now }: Scene): LadderState => {
	const shape = shapeOf(m.sources);
	if (shape === state.shape) return state;
	if (!state.held) return { ...state, shape, rung: rungs.length - 1 };
	return {
		...state,
		shape,
		rung: highest(rungs, state.proven),
		phase: { kind: 'steady', since: now },
		cause: 'sources',
	};
};

const highest = (rungs: readonly Rung[], rate: number): number =>
	Math.max(
		0,
		rungs.findLastIndex(({ demand }) => demand <= rate),
	);

const descend = (state: LadderState, sign: Sign, scene: Scene): LadderState => {
	const { m, rungs, now } = scene;
	const blamed = state.phase.kind !== 'settling' && state.proven > 0 && now - state.triedAt < BLAMED_MS;
	// What is sent again for lost packets may be ten times what is wanted.
	const sent = Math.min(m.sent, rungs[state.rung]?.demand ?? 0);
	const carried = sent * (1 - m.lossRatio) * (m.lossRatio >= SUDDEN_LOSS ? SAFE_SUDDEN : SAFE);
	// When a test shows its harm only after its end, what was carried before it is carried still.
	const gently = blamed ? m.lossRatio < SUDDEN_LOSS : m.lossRatio < SLIGHT_LOSS;
	const rung = Math.max(0, gently ? state.rung - 1 : Math.min(state.rung - 1, highest(rungs, carried)));
	if (rung === state.rung) return { ...state, phase: { kind: 'steady', since: now } };
	const from = state.phase.kind === 'settling' ? state.phase.from : state.rung;
	return {
		...state,
		...(blamed ? { ceiling: lowered(state, scene) } : {}),
		rung,
		held: true,
		proven: rungs[rung]?.demand ?? 0,
		phase: { kind: 'settling', since: now, sign, value: valueOf(m, sign), from },
		waitMs: FIRST_WAIT_MS,
		limitedSince: null,
		cause: sign,
	};
};

/** The ceiling after more was tried and failed. */
const lowered = ({ ceiling, rung, phase }: LadderState, { rungs, now }: Scene): Ceiling => {
	const demand = rungs[rung]?.demand ?? 0;
	const again = ceiling !== null && demand >= ceiling.demand * SAME && demand <= ceiling.demand / SAME;
	const blind = isBlind(rungs[rung - 1]);
	const first = blind ? CEILING_BLIND_MS : phase.kind === 'watching' ? CEILING_FIRST_MS : CEILING_PASSED_MS;
	const longer = again ? Math.min(CEILING_LONGEST_MS, ceiling.waitMs * 2) : first;
	const waitMs = blind && phase.kind === 'watching' ? CEILING_BLIND_MS : longer;
	return {
		demand,
		waitMs,
		until: now + waitMs,
		deceived: phase.kind === 'watching' && phase.promised >= demand * CLEARLY_MORE,
	};
};

/** Two rungs at once where mediasoup has found room for both and more. */
const stride = ({ rung }: LadderState, { m, rungs }: Scene): number => {
	const second = rungs[rung + 2];
	const room = (m.estimate ?? 0) / CLEARLY_MORE;
	return second !== undefined && has(rungs[rung], 'layer') && second.demand <= room ? 2 : 1;
};

const watchMs = ({ rung }: LadderState, next: Rung, { m, rungs }: Scene): number => {
	const here = rungs[rung];
	if (isBlind(here)) return WATCH_FIRST_MS;
	const most = has(here, 'layer') ? Infinity : PROBED_MOST;
	return (m.estimate ?? 0) >= Math.min(next.demand, most) ? WATCH_MS : WATCH_LONG_MS;
};

const has = (rung: Rung | undefined, kind: Grant['kind']): boolean =>
	[...(rung?.grants.values() ?? [])].some((grant) => grant.kind === kind);

/** Without any picture mediasoup does not probe at all; the first one is small, so that trying it does little harm. */
const isBlind = (rung: Rung | undefined): boolean => !has(rung, 'layer') && !has(rung, 'stills');

/** Whether more may be tried now, by what mediasoup found and by how it went before. */
const worthTrying = (state: LadderState, next: Rung, { m, now, rungs }: Scene): boolean => {
	const { ceiling } = state;
	const here = rungs[state.rung];
	const estimate = isBlind(here) ? next.demand : (m.estimate ?? Infinity);
	const enough = has(here, 'layer') ? Infinity : PROBED_MOST;
	const blocked = ceiling !== null && next.demand >= ceiling.demand * SAME && now < ceiling.until;
	if (blocked) return !ceiling.deceived && estimate >= Math.min(next.demand * CLEARLY_MORE, enough);
	return estimate >= Math.min(next.demand, enough) || now - state.triedAt >= DISBELIEF_MS;
};

/** Something was given up. Either it helped, or it was not enough, or the line is as it is. */
const settle = (
	state: LadderState,
	phase: Extract<Phase, { kind: 'settling' }>,
	trouble: Sign | null,
	scene: Scene,
): LadderState => {
	const { m, now, rungs } = scene;
	// The first look at a sudden fall sees only its beginning.
	if (trouble === 'loss' && phase.sign === 'loss' && m.lossRatio > phase.value * 1.1)
		return descend(state, 'loss', scene);
	if (now - phase.since < SETTLE_MS) return state;
	if (trouble === null) return { ...state, phase: { kind: 'steady', since: now } };
	const demand = rungs[state.rung]?.demand ?? 0;
	const muchLess = state.rung === 0 || demand <= MUCH_LESS * (rungs[phase.from]?.demand ?? 0);
	if (trouble !== phase.sign || !muchLess || !isOwn(m, trouble, phase.value)) {
		return descend(state, trouble, scene);
	}
	return {
		...state,
		rung: Math.min(phase.from, rungs.length - 1),
		proven: rungs[phase.from]?.demand ?? state.proven,
		held: phase.from < rungs.length - 1,
		own: { ...state.own, [trouble]: valueOf(m, trouble) },
		phase: { kind: 'steady', since: now },
		cause: 'recovered',
	};
};

const quiet = (state: LadderState, scene: Scene): LadderState => {
	const calm = { ...state, own: learned(state.own, scene.m, state.held && state.rung === 0) };
	if (!state.held) return withheld(calm, scene);
	const { phase } = calm;
	const next = scene.rungs[state.rung + 1];
	if (next === undefined) return calm;
	if (phase.kind !== 'probing') {
		if (scene.now - phase.since < state.waitMs) return calm;
		return { ...calm, phase: { kind: 'probing', since: scene.now } };
	}
	if (worthTrying(calm, next, scene)) {
		return {
			...calm,
			rung: state.rung + stride(state, scene),
			triedAt: scene.now,
			phase: {
				kind: 'watching',
				from: state.rung,
				promised: scene.m.estimate ?? 0,
				since: scene.now,
				ms: watchMs(calm, next, scene),
			},
		};
	}
	const probeMs = has(scene.rungs[state.rung], 'stills') ? PROBE_STILLS_MS : PROBE_MS;
	if (scene.now - phase.since < probeMs) return calm;
	return { ...calm, phase: { kind: 'steady', since: scene.now }, waitMs: FIRST_WAIT_MS };
};

/** mediasoup drops pictures without asking what is dear: then the ladder decides what goes. */
const withheld = (state: LadderState, { m, rungs, now }: Scene): LadderState => {
	const all = rungs.at(-1)?.demand ?? 0;
	const estimate = m.estimate ?? Infinity;
	if (state.proven > 0 || estimate >= all * LIMITING) return { ...state, limitedSince: null };
	const since = state.limitedSince ?? now;
	if (now - since < LIMITED_MS) return { ...state, limitedSince: since };
	const rung = Math.min(rungs.length - 1, highest(rungs, Math.max(estimate, m.sent * (1 - m.lossRatio))));
	if (rung === rungs.length - 1) return { ...state, limitedSince: since };
	return {
		...state,
		rung,
		held: true,
		proven: rungs[rung]?.demand ?? 0,
		phase: { kind: 'steady', since: now },
		limitedSince: null,
		cause: 'estimate',
	};
};

const watch = (
	state: LadderState,
	{ since, ms, from }: Extract<Phase, { kind: 'watching' }>,
	trouble: Sign | null,
	scene: Scene,
): LadderState => {
	const { now, rungs } = scene;
	const over = now - since >= ms;
	// A queue that grows slowly.
	const filling = ms === WATCH_LONG_MS && (scene.m.roundTripMs ?? 0) > state.own.delay + FILLING_MS;
	if (trouble !== null || (over && filling)) {
		return {
			...state,
			rung: from,
			phase: { kind: 'steady', since: now },
			ceiling: lowered(state, scene),
			waitMs: FIRST_WAIT_MS,
		};
	}
	if (!over) return state;
	return {
		...state,
		held: state.rung < rungs.length - 1,
		proven: rungs[state.rung]?.demand ?? state.proven,
		phase: { kind: 'steady', since: now },
		waitMs: NEXT_WAIT_MS,
		cause: 'recovered',
	};
};
