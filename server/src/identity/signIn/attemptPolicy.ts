// How guessing is slowed down: pure rules on buckets of failed attempts.
//
// A bucket fills by one with each failure and leaks at a steady pace. Up to `free` failures cost nothing; from then
// on each further attempt must wait, twice as long each time, up to `maxDelayMs`. Attempts that are refused because
// they came too early do not count, so nobody can hold a bucket closed by knocking.
//
// Once the wait is as long as it gets, somebody keeps guessing, and whoever asked first after each wait would get in:
// the fastest program, never the person. From then on turns are drawn: time is cut into slices, and in each a browser
// either has its turn or not, however often it asks. It is told when, and comes back then. Requests without our
// cookie are one browser together.

export interface AttemptPolicy {
	/** Failures that cost no waiting. */
	readonly free: number;
	/** The wait after one failure more than `free`, ms. */
	readonly firstDelayMs: number;
	/** The wait never grows beyond this, ms. */
	readonly maxDelayMs: number;
	/** One failure is forgotten after this, ms. */
	readonly leakMs: number;
	/** The bucket holds no more failures than this, so that it is empty after `cap * leakMs`. */
	readonly cap: number;
}

export interface Bucket {
	/** Failures not yet leaked away, as of `at`. */
	readonly level: number;
	/** When the level was last set, UTC ms. */
	readonly at: number;
}

const minute = 60_000;
const hour = 60 * minute;

/**
 * The buckets of a sign-in. A device that has signed in before as this person counts in `knownDevice` alone
 * (OWASP, "Slow down online guessing attacks with device cookies"), so no attacker elsewhere, not even one behind
 * the same address, can lock its owner out. All others count in the three for unknown devices.
 */
export const signInPolicies = {
	/** One known device and login name. */
	knownDevice: { free: 10, firstDelayMs: 2000, maxDelayMs: 15 * minute, leakMs: hour, cap: 24 },
	/** One login name from one address. The owner may sit beside the attacker: the wait is one that can be sat out. */
	nameAtAddress: { free: 5, firstDelayMs: 2000, maxDelayMs: 5 * minute, leakMs: hour, cap: 20 },
	/** One login name from everywhere: slows down a net of many addresses, and never for more than a minute. */
	name: { free: 20, firstDelayMs: 1000, maxDelayMs: minute, leakMs: 30 * minute, cap: 40 },
	/**
	 * One address: a whole school may sit behind it, on its first day with new passwords. It refuses nobody's
	 * {@link firstTries}: those who try one password on all names are held to so many a name.
	 */
	address: { free: 200, firstDelayMs: 6000, maxDelayMs: 6000, leakMs: 6000, cap: 210 },
} as const satisfies Record<string, AttemptPolicy>;

/** Tries of a name that has not failed lately from this address: the failures of others there do not refuse them. */
export const firstTries = 2;

/** Guessing the present password from a session that somebody left open. */
export const changePasswordPolicy: AttemptPolicy = signInPolicies.knownDevice;

/** Typing pairing codes that do not exist. */
export const pairingCodePolicy: AttemptPolicy = {
	free: 10,
	firstDelayMs: 5000,
	maxDelayMs: 5 * minute,
	leakMs: 10 * minute,
	cap: 24,
};

export const emptyBucket = (now: number): Bucket => ({ level: 0, at: now });

/** In one slice of this length, ms, a browser has its turn or not. */
export const turnSliceMs = 5000;
/** How probable a turn is: rare enough that two seldom have the same. */
const turnShare = 1 / 8;

/** A random but settled number, 0 to 1, for this browser and slice. */
export type Draw = (slice: number) => number;

/** The level now. A clock that was set back leaks nothing and adds nothing. */
const levelAt = (policy: AttemptPolicy, bucket: Bucket, now: number): number =>
	Math.max(0, bucket.level - Math.max(0, now - bucket.at) / policy.leakMs);

/** How long the next attempt has to wait, ms; 0: it may be made now. Never more than `maxDelayMs`. */
export const waitFor = (policy: AttemptPolicy, bucket: Bucket, now: number): number => {
	if (bucket.level < policy.free) return 0;
	const excess = Math.floor(bucket.level) - policy.free;
	const delay = Math.min(policy.maxDelayMs, policy.firstDelayMs * 2 ** Math.min(excess, 40));
	return Math.max(0, delay - Math.max(0, now - bucket.at));
};

const drawsTurns = (policy: AttemptPolicy, bucket: Bucket, now: number): boolean => {
	const excess = Math.floor(levelAt(policy, bucket, now)) - policy.free;
	return excess >= 0 && policy.firstDelayMs * 2 ** excess >= policy.maxDelayMs;
};

/** `waitMs` prolonged to the browser's next turn. */
const untilTurn = (waitMs: number, now: number, draw: Draw): number => {
	let slice = Math.floor((now + waitMs) / turnSliceMs);
	while (draw(slice) >= turnShare) slice += 1;
	return Math.max(waitMs, slice * turnSliceMs - now);
};

export interface LimitState {
	readonly policy: AttemptPolicy;
	readonly bucket: Bucket;
	/** It refuses none of a name's {@link firstTries}, which then take nobody's turn. */
	readonly sparesFirstTries?: boolean;
	/** Says which tries those are. */
	readonly countsTries?: boolean;
}

export type Decision<L> =
	| { readonly kind: 'wait'; readonly waitMs: number }
	/** `filled`: what the attempt is counted in. */
	| { readonly kind: 'go'; readonly filled: readonly (L & { readonly after: Bucket })[] };

/** Whether an attempt may be made now, and what it changes. */
export const decide = <L extends LimitState>(limits: readonly L[], now: number, draw: Draw): Decision<L> => {
	const first = limits.some(
		({ countsTries, policy, bucket }) =>
			countsTries === true && levelAt(policy, bucket, now) <= firstTries - 1,
	);
	const asked = limits.filter(({ sparesFirstTries }) => !(first && sparesFirstTries === true));
	const wait = Math.max(0, ...asked.map(({ policy, bucket }) => waitFor(policy, bucket, now)));
	const drawn = asked.some(({ policy, bucket }) => drawsTurns(policy, bucket, now));
	const waitMs = drawn ? untilTurn(wait, now, draw) : wait;
	if (waitMs > 0) return { kind: 'wait', waitMs };
	// Those who are not refused by a bucket do not make it refuse others.
	const counted = limits.filter(
		(limit) => asked.includes(limit) || levelAt(limit.policy, limit.bucket, now) < limit.policy.free - 1,
	);
	return {
		kind: 'go',
		filled: counted.map((limit) => ({ ...limit, after: fill(limit.policy, limit.bucket, now) })),
	};
};

/** Counts an attempt, before anybody knows how it ends: so that many at once do not slip through. */
export const fill = (policy: AttemptPolicy, bucket: Bucket, now: number): Bucket => ({
	level: Math.min(policy.cap, levelAt(policy, bucket, now) + 1),
	at: now,
});

/** Takes back an attempt that succeeded. */
export const refund = (policy: AttemptPolicy, bucket: Bucket, now: number): Bucket => ({
	level: Math.max(0, levelAt(policy, bucket, now) - 1),
	at: now,
});

/** After this, ms, every bucket is empty and its row can go. */
export const forgottenAfterMs = Math.max(
	...[...Object.values<AttemptPolicy>(signInPolicies), changePasswordPolicy, pairingCodePolicy].map(
		(policy) => policy.cap * policy.leakMs,
	),
);
