// How much goes over the own link to this server and back, and how long it takes: a few messages over the socket that
// is there anyway. Over the socket and not over WebRTC, because a transport sends what its sources give, and for more
// needs half a minute of probing; loss, which TCP hides, is read off the transports. Knows no browser.
import { PROBE_MAX } from '@classroom/protocol';
import type { LinkTest } from '@classroom/protocol';

/** At least this many ms make a figure; a machine and its socket are not more exact than some of them. */
const LONG_ENOUGH_MS = 300;
const FIRST_BYTES = 8 * 1024;
/** Of one way: more than this tells nothing that a lesson needs to know. */
const MOST_BYTES = 232 * 1024;
/** What is quicker than the clock can tell, kbit/s. */
const FASTEST_KBPS = 100_000;
/** The quickest of so many: others met something on the way. */
const ROUND_TRIPS = 3;

/** The voice of the teacher, slides at a few pictures a second and a small picture. */
const DOWN_NEEDED_KBPS = 500;
/** The own voice and the smallest own picture, which the teacher's wall shows. */
const UP_NEEDED_KBPS = 250;
/** Speech breaks up, and answers come too late (ITU-T G.114). */
const MOST_LOSS = 0.1;
const MOST_ROUND_TRIP_MS = 800;

export type Probe = Readonly<{
	/** Carries so many bytes up and so many down. */
	carry: (upBytes: number, downBytes: number) => Promise<void>;
	/** ms, of a clock that never goes back. */
	now: () => number;
}>;

export type LinkFigures = Omit<LinkTest, 'result' | 'lossRatio'>;

/** @throws what `carry` throws */
export const probeLink = async ({ carry, now }: Probe): Promise<LinkFigures> => {
	const timed = async (up: number, down: number): Promise<number> => {
		const before = now();
		await carry(up, down);
		return now() - before;
	};
	const roundTrips: number[] = [];
	for (let turn = 0; turn < ROUND_TRIPS; turn += 1) roundTrips.push(await timed(0, 0));
	const roundTripMs = Math.min(...roundTrips);
	const upKbps = await speed((bytes) => timed(bytes, 0), roundTripMs);
	const downKbps = await speed((bytes) => timed(0, bytes), roundTripMs);
	return { upKbps, downKbps, roundTripMs: Math.min(60_000, Math.round(roundTripMs)) };
};

/** Twice as much each time, until it took long enough to be told apart from the way there and back. */
const speed = async (timed: (bytes: number) => Promise<number>, roundTripMs: number): Promise<number> => {
	let [bytes, sent] = [FIRST_BYTES, 0];
	for (;;) {
		const lasted = (await timed(bytes)) - roundTripMs;
		sent += bytes;
		const next = Math.min(PROBE_MAX, 2 * bytes);
		if (lasted >= LONG_ENOUGH_MS || sent + next > MOST_BYTES) {
			return Math.round(Math.min(FASTEST_KBPS, (bytes * 8) / Math.max(1, lasted)));
		}
		bytes = next;
	}
};

/** With the loss that the transports have seen meanwhile; `figures` null: the link could not be measured. */
export const linkFindings = (figures: LinkFigures | null, lossRatio: number | null): LinkTest => {
	if (figures === null) {
		return { result: 'unmeasured', downKbps: null, upKbps: null, roundTripMs: null, lossRatio };
	}
	const slow =
		(figures.downKbps ?? 0) < DOWN_NEEDED_KBPS ||
		(figures.upKbps ?? 0) < UP_NEEDED_KBPS ||
		(figures.roundTripMs ?? 0) > MOST_ROUND_TRIP_MS ||
		(lossRatio ?? 0) > MOST_LOSS;
	return { result: slow ? 'slow' : 'fine', ...figures, lossRatio };
};
