// The quality ladder of one Peer's link: what is given up when it gets tight, and when it is tried again. Pure.
// mediasoup's estimate is one voice beside loss, delay and concealment: by itself it sends several times what a tight
// link carries, then falls to almost nothing and stays there.
import type { QualityStep } from '@classroom/protocol';
import { BLAMED_MS, CLEARLY_MORE, isBarred, lowered } from './ceiling.ts';
import { FIRST_WAIT_MS, type LadderState, type Measurement, type Phase } from './ladderState.ts';
import { isBlind, rungsOf, shapeOf, type LadderSource, type Rung } from './rungs.ts';
import { isOwn, learned, troubleIn, valueOf, type Sign } from './symptoms.ts';

const NEXT_WAIT_MS = 0;
/** A line that carried the voice alone is given rest before it is tested in earnest: the test may cost some of it. */
const AFTER_FIRST_WAIT_MS = 6_000;
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

/** The rung to try next: one further, or more after tests that were passed, but not many times what is sent now. */
const nextRung = ({ rung, stride }: LadderState, { rungs }: Scene): number => {
	const here = rungs[rung];
	if (isBlind(here)) return rung + 1;
	const most = (here?.demand ?? 0) * LONGEST_STRIDE;
	const furthest = rungs.findLastIndex(({ demand }) => demand <= most);
	return Math.max(rung + 1, Math.min(rung + stride, furthest));
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
