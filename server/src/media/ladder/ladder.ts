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
	/**
	 * More is sent, and watched. mediasoup's estimate is lifted to it once and then let go: a queue that begins to
	 * grow makes it fall, long before anything is lost.
	 */
	| {
			readonly kind: 'watching';
			readonly since: number;
			readonly from: number;
			readonly lifted: boolean;
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
	/** Since when mediasoup's estimate alone withholds pictures. */
	readonly limitedSince: number | null;
	/** It has for too long: it is lifted again. */
	readonly lifting: boolean;
	/** Rungs to take at once with the next test: more after each that was passed. */
	readonly stride: number;
	readonly cause: LadderCause;
}

/** So much was too much. It is tried again after a time that grows with each failure. */
interface Ceiling {
	/** Bit/s. */
	readonly demand: number;
	readonly until: number;
	readonly waitMs: number;
	/** So much that it would be another line: tried sooner, since it is clear at once whether it is. */
	readonly above: { readonly until: number; readonly waitMs: number };
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
	lifting: false,
	stride: 1,
	cause: 'recovered',
});

const FIRST_WAIT_MS = 3_000;
const NEXT_WAIT_MS = 0;
/** A line that carried the voice alone is given rest before it is tested in earnest: the test may cost some of it. */
const AFTER_FIRST_WAIT_MS = 6_000;
const CEILING_FIRST_MS = 15_000;
/** When it had passed its test and everybody had seen it. */
const CEILING_PASSED_MS = 120_000;
const CEILING_LONGEST_MS = 240_000;
/** While nothing but the voice is sent, nothing but trying says whether there is room. */
const CEILING_BLIND_MS = 30_000;
/** Trouble so soon after a test is the test's. */
const BLAMED_MS = 60_000;
/** When mediasoup's estimate ended it, before anything was lost: a test that does so little harm may come sooner. */
const CEILING_SEEN_MS = 4_000;
/** A test lasts a moment: so that all is back half a minute after the line is, it comes at least so often. */
const CEILING_TESTED_LONGEST_MS = 16_000;
/** By so much something has to be above what failed to be another matter. */
const CLEARLY_MORE = 1.3;
/** Rates this near are the same. */
const SAME = 0.95;
/** The Peer says every two seconds what the two before were like. */
const SETTLE_MS = 4_000;
const WATCH_MS = 2_500;
const FILLING_MS = 60;
/** A queue, ms above the line's own. */
const STANDING_MS = 60;
const STANDING_LONGEST_MS = 60_000;
/** Two stills. */
const WATCH_FIRST_MS = 4_000;
/** The estimate is lifted by then, and has had time to fall. */
const LIFTED_MS = 150;
/** At a share of what is tried the estimate says no. */
const REFUSED = 0.8;
/** At a test at most so much more is sent than before it. */
const LONGEST_STRIDE = 3;
/** Of what is granted: so far mediasoup's estimate may fall before it is lifted again; then a fall is seen at once. */
const LEEWAY = 0.5;
const LIFT_AFTER_MS = 1_500;
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
const CAP_MARGIN = 1.1;

interface Scene {
	readonly now: number;
	readonly m: Measurement;
	readonly rungs: readonly [Rung, ...Rung[]];
}

/** The state after a measurement; to be called about once a second. */
export const measured = (before: LadderState, m: Measurement, now: number): LadderState => {
	const scene: Scene = { now, m, rungs: rungsOf(m.sources) };
	const state = lifted(fitted(before, scene), scene);
	const trouble = troubleIn(m, state.own, state.phase.kind === 'watching');
	switch (state.phase.kind) {
		case 'settling':
			return settle(state, state.phase, trouble, scene);
		case 'watching':
			return watch(state, state.phase, trouble, scene);
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

/**
 * Bounds of mediasoup's estimate, bit/s; 0: none. Above the floor it has its say: a sudden fall of it gives up pictures
 * before the ladder looks.
 */
export const boundsOf = (
	state: LadderState,
	sources: readonly LadderSource[],
): { readonly floor: number; readonly cap: number } => {
	const { phase, lifting, held } = state;
	const { demand } = rungOf(state, sources);
	const cap = held ? demand * CAP_MARGIN : 0;
	if (phase.kind === 'watching') {
		const before = rungsOf(sources)[phase.from]?.demand ?? demand;
		return { floor: phase.lifted && phase.from > 0 ? before : demand, cap };
	}
	if (!held && state.proven === 0) return { floor: 0, cap };
	return { floor: lifting ? demand : demand * LEEWAY, cap };
};

/** What was granted is to be sent, unless there is trouble: by itself mediasoup's estimate comes back in minutes. */
const lifted = (state: LadderState, { m, rungs, now }: Scene): LadderState => {
	if (state.phase.kind === 'watching' || (!state.held && state.proven === 0))
		return { ...state, lifting: false };
	const demand = rungs[state.rung]?.demand ?? 0;
	if ((m.estimate ?? Infinity) >= demand * REFUSED) return { ...state, limitedSince: null, lifting: false };
	const since = state.limitedSince ?? now;
	const lifting = now - since >= LIFT_AFTER_MS;
	return { ...state, limitedSince: lifting ? null : since, lifting };
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
	// Then it is another line, of which nothing is known.
	const sudden = m.lossRatio >= SUDDEN_LOSS;
	// What is sent again for lost packets may be ten times what is wanted.
	const sent = Math.min(m.sent, rungs[state.rung]?.demand ?? 0);
	const carried = sent * (1 - m.lossRatio) * (sudden ? SAFE_SUDDEN : SAFE);
	// When a test shows its harm only after its end, what was carried before it is carried still.
	const gently = blamed ? !sudden : m.lossRatio < SLIGHT_LOSS;
	const rung = Math.max(0, gently ? state.rung - 1 : Math.min(state.rung - 1, highest(rungs, carried)));
	if (rung === state.rung) return { ...state, phase: { kind: 'steady', since: now } };
	const from = state.phase.kind === 'settling' ? state.phase.from : state.rung;
	return {
		...state,
		ceiling: sudden ? null : blamed ? lowered(state, scene) : state.ceiling,
		rung,
		held: true,
		proven: rungs[rung]?.demand ?? 0,
		phase: { kind: 'settling', since: now, sign, value: valueOf(m, sign), from },
		waitMs: FIRST_WAIT_MS,
		stride: 1,
		limitedSince: null,
		cause: sign,
	};
};

/** The ceiling after more was tried and failed; `seen`: before it did harm. */
const lowered = (state: LadderState, { rungs, now }: Scene, seen = false): Ceiling => {
	const { ceiling, rung, phase } = state;
	const demand = rungs[rung]?.demand ?? 0;
	const barred = (before: number | undefined, [first, longest]: readonly [number, number]) => {
		const longer = Math.max(first, Math.min(longest, (before ?? 0) * 2));
		// What did harm once it was granted is not forgotten for a test that failed in time.
		const waitMs = Math.max(longer, before ?? 0);
		return { waitMs, until: now + waitMs };
	};
	const watched = phase.kind === 'watching';
	const testing = [seen ? CEILING_SEEN_MS : CEILING_FIRST_MS, CEILING_TESTED_LONGEST_MS] as const;
	// What was tried again below it has yet to prove itself.
	const stands = ceiling !== null && now < ceiling.until + BLAMED_MS;
	if (stands && demand >= ceiling.demand * CLEARLY_MORE) {
		return { ...ceiling, above: barred(ceiling.above.waitMs, testing) };
	}
	const blind = isBlind(rungs[rung - 1]);
	const again = ceiling !== null && demand >= ceiling.demand * SAME && demand <= ceiling.demand / SAME;
	const granted = [blind ? CEILING_BLIND_MS : CEILING_PASSED_MS, CEILING_LONGEST_MS] as const;
	const here = barred(again ? ceiling.waitMs : undefined, watched ? testing : granted);
	return { demand, ...here, above: barred(undefined, testing) };
};

/** The rung to try next: one further, or more after tests that were passed, but not many times what is sent now. */
const nextRung = ({ rung, stride }: LadderState, { rungs }: Scene): number => {
	const here = rungs[rung];
	if (isBlind(here)) return rung + 1;
	const most = (here?.demand ?? 0) * LONGEST_STRIDE;
	const furthest = rungs.findLastIndex(({ demand }) => demand <= most);
	return Math.max(rung + 1, Math.min(rung + stride, furthest));
};

const has = (rung: Rung | undefined, kind: Grant['kind']): boolean =>
	[...(rung?.grants.values() ?? [])].some((grant) => grant.kind === kind);

/** Without any picture mediasoup's estimate says nothing; the first one is small, so that trying it does little harm. */
const isBlind = (rung: Rung | undefined): boolean => !has(rung, 'layer') && !has(rung, 'stills');

/** What failed is not tried again so soon. */
const isBarred = ({ ceiling }: LadderState, next: Rung, now: number): boolean => {
	if (ceiling === null || next.demand < ceiling.demand * SAME) return false;
	return now < (next.demand < ceiling.demand * CLEARLY_MORE ? ceiling.until : ceiling.above.until);
};

/** What may be tried, the best first: where the far one is barred, the near one may not be, or what is far above. */
const worthTrying = (state: LadderState, scene: Scene): number | undefined => {
	const { rung, ceiling } = state;
	const { rungs, now } = scene;
	const clearlyMore = (ceiling?.demand ?? Infinity) * CLEARLY_MORE;
	const above = isBlind(rungs[rung]) ? -1 : rungs.findIndex(({ demand }) => demand >= clearlyMore);
	return [nextRung(state, scene), rung + 1, above].find((index) => {
		const next = rungs[index];
		return next !== undefined && index > rung && !isBarred(state, next, now);
	});
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
	const { now } = scene;
	if (now - calm.phase.since < state.waitMs) return calm;
	// A queue that stands full leaves no room to test; but the line may have become a longer one.
	const full = (scene.m.roundTripMs ?? 0) > calm.own.delay + STANDING_MS;
	if (full && now - calm.triedAt < STANDING_LONGEST_MS) return calm;
	const rung = worthTrying(calm, scene);
	if (rung === undefined) return calm;
	const phase = { kind: 'watching', since: now, from: state.rung, lifted: false } as const;
	return { ...calm, rung, triedAt: now, phase };
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
	phase: Extract<Phase, { kind: 'watching' }>,
	trouble: Sign | null,
	scene: Scene,
): LadderState => {
	const { now, rungs, m } = scene;
	const { since, from } = phase;
	const demand = rungs[state.rung]?.demand ?? 0;
	const asks = from > 0 && now - since >= LIFTED_MS;
	const refused = asks && (m.estimate ?? Infinity) < demand * REFUSED;
	const over = now - since >= (from === 0 ? WATCH_FIRST_MS : WATCH_MS);
	// A queue that grows slowly.
	const filling = over && (m.roundTripMs ?? 0) > state.own.delay + FILLING_MS;
	if (trouble !== null || refused || filling) {
		return {
			...state,
			rung: from,
			// What the test itself queued and lost is seen for a while yet, and is not the fault of what stays.
			phase: { kind: 'settling', since: now, sign: trouble ?? 'delay', value: 1, from },
			ceiling: lowered(state, scene, refused || filling || trouble === 'delay'),
			stride: 1,
			waitMs: FIRST_WAIT_MS,
		};
	}
	if (!over) {
		return { ...state, phase: { ...phase, lifted: now - since >= LIFTED_MS } };
	}
	return {
		...state,
		held: state.rung < rungs.length - 1,
		proven: demand,
		phase: { kind: 'steady', since: now },
		stride: state.stride * 2,
		waitMs: from === 0 ? AFTER_FIRST_WAIT_MS : NEXT_WAIT_MS,
		cause: 'recovered',
	};
};
