// A whole term, moved through by the clock: lessons open, are taught, run over and end, while servers are killed, stopped
// and started at moments that chance chooses, the worst ones most often.
import { setImmediate as turn } from 'node:timers/promises';
import type { LogEntry } from '@classroom/protocol';
import { memoryCarrier, memoryLeaseStore } from '../../../server/src/platform/index.ts';
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
const LONGEST_STEP_S = 6;
/** A query that failed is never heard of again: it is not waited for any longer. */
const ANSWER_WITHIN_MS = 300;
/** In life that is a moment, on a machine that does much else at once perhaps a second. */
const OPEN_WITHIN_MS = 1000;
/** So long after a server died its leases have run out, and others have its lessons. */
const CALM_MS = 30_000;

export interface Trouble {
	readonly at: number;
	readonly what: 'killed' | 'stopped' | 'power cut';
	readonly backAt: number;
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
	readonly clock = new TermClock(Date.UTC(2026, 2, 1));
	readonly ground: SharedGround;
	readonly random: Random;
	/** Two machines; null: down. */
	readonly machines: (SimulatedServer | null)[] = [null, null];
	readonly backAt: number[] = [0, 0];
	readonly graves: SimulatedServer[] = [];
	readonly troubles: Trouble[] = [];
	readonly up: { from: number; until: number }[] = [];
	readonly surprises: unknown[] = [];

	constructor(url: string, seed: number) {
		this.random = seededRandom(seed);
		const { clock } = this;
		this.ground = { url, clock, leaseStore: memoryLeaseStore(clock.view()), carrier: memoryCarrier() };
	}

	get living(): SimulatedServer[] {
		return this.machines.filter((machine) => machine !== null);
	}

	async day(lessons: SchoolDay): Promise<void> {
		const first = Math.min(...lessons.map(({ start }) => start));
		const last = Math.max(...lessons.map(({ end }) => end));
		this.clock.step(first - 11 * minute - this.clock.now());
		await this.#revive();
		const troubles = this.#misfortunes(lessons, first, last);
		const people = lessons
			.filter((lesson) => !lesson.cancelled)
			.flatMap((lesson) => [
				...(lesson.absent ? [] : [new Participant(lesson, 'teacher')]),
				new Participant(lesson, 'classroom'),
			]);
		while (this.clock.now() < last + 30 * minute) {
			await this.#step(people);
			while (troubles[0] !== undefined && troubles[0].at <= this.clock.now()) {
				await this.#suffer(troubles.shift()!);
			}
			await this.#revive();
			const idle = this.living.every(({ features }) => features.lesson.rooms.all().length === 0);
			if (idle && this.clock.now() > last + 2 * minute && this.living.length > 0) break;
		}
		this.surprises.push(...people.flatMap((person) => person.surprises));
	}

	async #step(people: readonly Participant[]): Promise<void> {
		const before = this.clock.now();
		this.clock.step(this.random.whole(3, LONGEST_STEP_S) * second);
		const now = this.clock.now();
		const { living } = this;
		if (living.length > 0) this.#wasUp(before, now);
		for (const person of people) person.act(now, living, (most) => this.random.whole(0, most - 1));
		await this.#settle(people, now);
	}

	/**
	 * Until nobody waits for the database, and what is due is open: time goes on only then, as it does slowly enough in
	 * life. What a dead server's lease still holds is not waited for.
	 */
	async #settle(people: readonly Participant[], now: number): Promise<void> {
		const failed = performance.now() + ANSWER_WITHIN_MS;
		do {
			await turn();
			await turn();
			if (performance.now() > failed) for (const server of this.living) server.forget();
		} while (this.living.some((server) => server.underWay() > 0));
		if (this.living.length === 0 || this.troubles.some(({ at }) => now - at < CALM_MS)) return;
		const limit = performance.now() + OPEN_WITHIN_MS;
		while (!this.#allOpen(people, now) && performance.now() < limit) await turn();
	}

	#allOpen(people: readonly Participant[], now: number): boolean {
		const over = new Set(people.filter(({ gone }) => gone).map(({ lesson }) => lesson.lessonId));
		const open = new Set(
			this.living.flatMap(({ features }) => features.lesson.rooms.all().map(({ lessonId }) => lessonId)),
		);
		return people
			.filter(({ lesson }) => lesson.start - 10 * minute <= now && now < lesson.end)
			.every(({ lesson: { lessonId } }) => over.has(lessonId) || open.has(lessonId));
	}

	#wasUp(from: number, until: number): void {
		const last = this.up.at(-1);
		if (last?.until === from) last.until = until;
		else this.up.push({ from, until });
	}

	/** Half of them within ten seconds of a bell, an opening or an end. */
	#misfortunes(lessons: SchoolDay, first: number, last: number): Trouble[] {
		const { random } = this;
		const moments = lessons.flatMap(({ start, end }) => [start - 10 * minute, start, end, end + minute]);
		const count = random.whole(0, 3);
		return Array.from({ length: count }, (): Trouble => {
			const moment = moments[random.whole(0, moments.length - 1)] ?? first;
			const at = random.chance(0.5)
				? moment + random.whole(-10, 10) * second
				: random.whole(first - 10 * minute, last + 5 * minute);
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

	async #suffer(trouble: Trouble): Promise<void> {
		this.troubles.push(trouble);
		const all = this.machines.flatMap((machine, place) => (machine === null ? [] : [place]));
		const hit =
			trouble.what === 'power cut' ? all : all.slice(this.random.whole(0, all.length - 1)).slice(0, 1);
		for (const place of hit) {
			const machine = this.machines[place] ?? null;
			this.machines[place] = null;
			this.backAt[place] = trouble.backAt;
			if (machine === null) continue;
			if (trouble.what === 'stopped') await machine.close();
			else {
				machine.kill();
				this.graves.push(machine);
			}
		}
	}

	async #revive(): Promise<void> {
		for (const [place, machine] of this.machines.entries()) {
			if (machine !== null || this.clock.now() < (this.backAt[place] ?? 0)) continue;
			this.machines[place] = await startServer(this.ground);
		}
	}

	/** After the last day: everything is up again, and has looked around. */
	async evening(): Promise<SimulatedServer> {
		this.clock.step(3 * 60 * minute);
		await this.#revive();
		for (let steps = 0; steps < 30; steps += 1) await this.#step([]);
		const [server] = this.living;
		if (server === undefined) throw new Error('no server came back');
		return server;
	}

	async close(): Promise<void> {
		const { living } = this;
		this.machines.fill(null);
		const closings = living.map((server) => server.close());
		// Time goes on meanwhile: what they wait for may wait for it.
		const ticking = setInterval(() => this.clock.step(second), 5);
		await Promise.all(closings);
		clearInterval(ticking);
		await Promise.all(this.graves.map((server) => server.bury()));
	}
}

/** `url`: of an empty database. */
export const simulateTerm = async (url: string, seed: number, shape: TermShape): Promise<Outcome> => {
	const simulation = new Simulation(url, seed);
	const { clock, random, ground } = simulation;
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
