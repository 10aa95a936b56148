// A whole term, moved through by the clock: lessons open, are taught, run over and end, while servers are killed, stopped
// and started at moments that chance chooses, the worst ones most often.
import { setImmediate as turn } from 'node:timers/promises';
import type { LogEntry } from '@classroom/protocol';
import { MediaNode } from '../../../server/src/media/index.ts';
import { memoryCarrier, memoryLeaseStore, silentLog } from '../../../server/src/platform/index.ts';
import type { SchoolDay, SimulatedLesson, TermShape } from './county.ts';
import { minute, planTerm } from './county.ts';
import { Participant } from './participants.ts';
import type { Random } from './random.ts';
import { seededRandom } from './random.ts';
import type { SharedGround, SimulatedServer } from './simulatedServer.ts';
import { startServer } from './simulatedServer.ts';
import { TermClock } from './termClock.ts';

const second = 1000;
/** Less than what a lease has left when its renewal is due: time itself takes no lease away. */
const LONGEST_RUN_MS = 6 * second;
const LONGEST_STEP_S = 4;
/** So long before and after a moment at which something is due time goes slowly, and what is under way is waited for. */
const NEAR = { before: 3 * second, after: 8 * second };
/** A query that failed is never heard of again: it is not waited for any longer. */
const ANSWER_WITHIN_MS = 30_000;
/** So long after a server died its leases have run out, and others have its lessons. */
const CALM_MS = 30 * second;
/** Time stands still for as long, real ms, while a Room is being opened; for longer and longer on a busy machine. */
const NUDGE_MS = 200;
const LONGEST_NUDGE_MS = 2_000;
/** What is due and not open after this long, real ms, never opens. */
const STUCK_MS = 120_000;

export interface Trouble {
	readonly at: number;
	readonly what: 'killed' | 'stopped' | 'power cut';
	/** When all it hit were back: later than was meant where one takes long to go down. */
	backAt: number;
}

export interface Outcome {
	readonly days: readonly SchoolDay[];
	readonly troubles: readonly Trouble[];
	/** From when to when at least one server lived. */
	readonly up: readonly { readonly from: number; readonly until: number }[];
	readonly surprises: readonly unknown[];
	/** Of the last server, after the term. */
	readonly server: SimulatedServer;
	readonly logOf: (lesson: SimulatedLesson) => Promise<LogEntry[]>;
	readonly clock: TermClock;
	close(): Promise<void>;
}

class Simulation {
	readonly clock: TermClock;
	readonly ground: SharedGround;
	readonly random: Random;
	/** Two machines; null: down. */
	readonly machines: (SimulatedServer | null)[] = [null, null];
	readonly backAt: number[] = [0, 0];
	/** What each machine suffered from last. */
	readonly suffered = new Map<number, Trouble>();
	readonly graves: SimulatedServer[] = [];
	/** Of servers that were stopped: a machine starts none while its last one is on its way down. */
	readonly closings = new Map<number, Promise<void>>();
	readonly troubles: Trouble[] = [];
	readonly up: { from: number; until: number }[] = [];
	readonly surprises: unknown[] = [];

	/** `media`: with its worker started. */
	constructor(url: string, seed: number, clock: TermClock, media: MediaNode) {
		this.random = seededRandom(seed);
		this.clock = clock;
		const leaseStore = memoryLeaseStore(clock.view());
		this.ground = { url, clock, leaseStore, carrier: memoryCarrier(), media };
	}

	get living(): SimulatedServer[] {
		return this.machines.filter((machine) => machine !== null);
	}

	async day(lessons: SchoolDay): Promise<void> {
		const first = Math.min(...lessons.map(({ start }) => start));
		const last = Math.max(...lessons.map(({ end }) => end));
		this.clock.step(first - 10 * minute - 20 * second - this.clock.now());
		await this.#revive();
		const troubles = this.#misfortunes(lessons, first, last);
		const moments = [...lessons.flatMap(momentsOf), ...troubles.flatMap(({ at, backAt }) => [at, backAt])];
		const people = lessons
			.filter((lesson) => !lesson.cancelled)
			.flatMap((lesson) => [
				...(lesson.absent ? [] : [new Participant(lesson, 'teacher')]),
				new Participant(lesson, 'classroom'),
			]);
		while (this.clock.now() < last + 30 * minute) {
			await this.#pass(people, moments, troubles);
			const idle = this.living.every(({ features }) => features.lesson.rooms.all().length === 0);
			if (idle && this.clock.now() > last + 2 * minute && this.living.length > 0) break;
		}
		this.surprises.push(...people.flatMap((person) => person.surprises));
	}

	/** To the next moment at which something is due, quickly; through it in small steps. */
	async #pass(
		people: readonly Participant[],
		moments: readonly number[],
		troubles: Trouble[],
	): Promise<void> {
		const now = this.clock.now();
		const ahead = Math.min(...moments.filter((moment) => moment > now - NEAR.after)) - NEAR.before;
		const calm = this.troubles.every(({ at }) => now - at >= CALM_MS);
		if (calm && ahead > now) await this.#run(Math.min(ahead - now, minute));
		const most = this.random.whole(2, LONGEST_STEP_S) * second;
		const until = Math.min(this.clock.now() + most, troubles[0]?.at ?? Infinity);
		this.#move(Math.max(0, until - this.clock.now()));
		this.#act(people);
		while (troubles[0] !== undefined && troubles[0].at <= this.clock.now()) {
			// In the middle of whatever is under way.
			for (let turns = this.random.whole(0, 30); turns > 0; turns -= 1) await turn();
			this.#suffer(troubles.shift()!);
		}
		await this.#revive();
		await this.#settle(people);
	}

	/** Nothing is due: nobody is waited for. */
	async #run(ms: number): Promise<void> {
		for (let left = ms; left > 0; left -= LONGEST_RUN_MS) {
			this.#move(Math.min(left, LONGEST_RUN_MS));
			await turn();
			await turn();
		}
	}

	#move(ms: number): void {
		const before = this.clock.now();
		this.clock.step(ms);
		if (this.living.length > 0) this.#wasUp(before, this.clock.now());
	}

	#act(people: readonly Participant[]): void {
		const now = this.clock.now();
		for (const person of people) person.act(now, this.living, (most) => this.random.whole(0, most - 1));
	}

	/**
	 * Until nobody waits for the database, and every Room is open or closed that has to be: time goes on only then, as it
	 * does slowly enough in life. What a dead server's lease still holds is not waited for.
	 */
	async #settle(people: readonly Participant[]): Promise<void> {
		const failed = performance.now() + ANSWER_WITHIN_MS;
		do {
			await turn();
			await turn();
			if (performance.now() > failed) for (const server of this.living) server.forget();
		} while (this.living.some((server) => server.underWay() > 0));
		const now = this.clock.now();
		if (this.troubles.some(({ at }) => now - at < CALM_MS)) return;
		await this.#opened(people);
	}

	async #opened(people: readonly Participant[]): Promise<void> {
		const since = performance.now();
		let moved = since;
		let pause = NUDGE_MS;
		while (!this.#allOpen(people)) {
			await turn();
			const now = performance.now();
			// Servers look around twice a second, by the county's clock.
			if (now - moved > pause) {
				this.#move(second / 2);
				moved = now;
				pause = Math.min(pause * 2, LONGEST_NUDGE_MS);
			}
			if (now - since < STUCK_MS) continue;
			this.surprises.push(
				`a Room that has to be open is not, at ${new Date(this.clock.now()).toISOString()}`,
			);
			return;
		}
	}

	#allOpen(people: readonly Participant[]): boolean {
		if (this.living.length === 0) return true;
		if (people.some((person) => person.busy)) return false;
		const now = this.clock.now();
		const over = new Set(people.filter(({ gone }) => gone).map(({ lesson }) => lesson.lessonId));
		const open = this.#open();
		return people
			.filter(({ lesson }) => lesson.start - 10 * minute <= now && now < lesson.end)
			.every(({ lesson: { lessonId } }) => over.has(lessonId) || open.has(lessonId));
	}

	#open(): Set<string> {
		const rooms = this.living.flatMap(({ features }) => features.lesson.rooms.all());
		return new Set(rooms.map(({ lessonId }) => lessonId));
	}

	#wasUp(from: number, until: number): void {
		const last = this.up.at(-1);
		if (last?.until === from) last.until = until;
		else this.up.push({ from, until });
	}

	/** A third of them to the second at a bell, an opening or an end, a third within ten seconds of one. */
	#misfortunes(lessons: SchoolDay, first: number, last: number): Trouble[] {
		const { random } = this;
		const moments = lessons.flatMap(({ start, end }) => [start - 10 * minute, start, end, end + minute]);
		const count = random.whole(0, 3);
		return Array.from({ length: count }, (): Trouble => {
			const moment = moments[random.whole(0, moments.length - 1)] ?? first;
			const near = random.whole(0, 2);
			const at =
				near === 2
					? random.whole(first - 10 * minute, last + 5 * minute)
					: moment + near * random.whole(-10, 10) * second;
			const what = random.chance(0.3) ? 'power cut' : random.chance(0.7) ? 'killed' : 'stopped';
			return { at, what, backAt: at + this.#downtime() };
		}).sort((a, b) => a.at - b.at);
	}

	#downtime(): number {
		const kind = this.random.fraction();
		if (kind < 0.5) return this.random.whole(1, 30) * second;
		if (kind < 0.8) return this.random.whole(1, 10) * minute;
		return this.random.whole(20, 60) * minute;
	}

	#suffer(trouble: Trouble): void {
		this.troubles.push(trouble);
		const all = this.machines.flatMap((machine, place) => (machine === null ? [] : [place]));
		const hit =
			trouble.what === 'power cut' ? all : all.slice(this.random.whole(0, all.length - 1)).slice(0, 1);
		for (const place of hit) {
			const machine = this.machines[place] ?? null;
			this.machines[place] = null;
			this.backAt[place] = trouble.backAt;
			this.suffered.set(place, trouble);
			if (machine === null) continue;
			if (trouble.what === 'stopped') this.closings.set(place, machine.close());
			else {
				machine.kill();
				this.graves.push(machine);
			}
		}
	}

	async #revive(): Promise<void> {
		for (const [place, machine] of this.machines.entries()) {
			if (machine !== null || this.clock.now() < (this.backAt[place] ?? 0)) continue;
			await this.#withTime(this.closings.get(place) ?? Promise.resolve());
			this.closings.delete(place);
			this.machines[place] = await startServer(this.ground);
			const trouble = this.suffered.get(place);
			if (trouble !== undefined) trouble.backAt = Math.max(trouble.backAt, this.clock.now());
			this.suffered.delete(place);
		}
	}

	/** After the last day: everything is up again, and whatever is open yet is closed. */
	async evening(): Promise<SimulatedServer> {
		this.#move(3 * 60 * minute);
		await this.#revive();
		const [server] = this.living;
		if (server === undefined) throw new Error('no server came back');
		const { store } = server.features.timetable;
		const since = performance.now();
		while ((await store.due(this.clock.now())).length > 0 || this.#open().size > 0) {
			this.#move(second);
			await this.#settle([]);
			if (performance.now() - since < STUCK_MS) continue;
			this.surprises.push('a lesson that is over is never closed');
			break;
		}
		return server;
	}

	/** Time goes on meanwhile: what is waited for may wait for it. */
	async #withTime<Result>(work: Promise<Result>): Promise<Result> {
		const ticking = setInterval(() => this.#move(second / 10), 5);
		try {
			return await work;
		} finally {
			clearInterval(ticking);
		}
	}

	async close(): Promise<void> {
		const { living } = this;
		this.machines.fill(null);
		const closings = [...living.map((server) => server.close()), ...this.closings.values()];
		await this.#withTime(Promise.all(closings));
		await Promise.all(this.graves.map((server) => server.bury()));
		this.ground.media.close();
	}
}

/** At which the clock or somebody in the lesson does something. */
const momentsOf = ({ start, end, next, leavesAt, extendsAt }: SimulatedLesson): number[] => [
	...[start - 10 * minute, start, end - 5 * minute, end, end + minute, leavesAt, leavesAt + minute],
	...(next === null ? [] : [next - 6 * minute, next - minute]),
	...(extendsAt === null ? [] : [extendsAt, end + 10 * minute, end + 11 * minute]),
];

/** With a worker of its own. */
export const startMedia = async (clock: TermClock): Promise<MediaNode> => {
	const options = { listenIp: '127.0.0.1', announcedAddress: undefined, firstPort: 0, workers: 1 };
	const media = new MediaNode({ ...options, plainAddresses: [] }, clock.view(), silentLog());
	await media.start();
	return media;
};

/** `url`: of an empty database. */
export const simulateTerm = async (url: string, seed: number, shape: TermShape): Promise<Outcome> => {
	const clock = new TermClock(Date.UTC(2026, 2, 1));
	const simulation = new Simulation(url, seed, clock, await startMedia(clock));
	const { random, ground } = simulation;
	const server = await startServer(ground);
	simulation.machines[0] = server;
	const days = await planTerm({ url, clock, random }, server.features, shape);
	for (const day of days) await simulation.day(day);
	const last = await simulation.evening();
	return {
		...{ days, troubles: simulation.troubles, up: simulation.up, surprises: simulation.surprises },
		server: last,
		clock,
		logOf: ({ lessonId }) => last.features.lessonLog.read(lessonId, 0, 10_000),
		close: () => simulation.close(),
	};
};
