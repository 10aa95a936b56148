// `npm run load -- media`: CPU of the mediasoup workers per forwarded packet, our server against the bare fan-out,
// one sender to 1 and to 50 sinks, in turns, same generator.
import { setTimeout as wait } from 'node:timers/promises';
import { WAITING_MS } from '@classroom/protocol';
import { paired, type Figure, type Result } from '../figures.ts';
import { startInstallation } from '../../fixtures/installation.ts';
import type { Installation } from '../../fixtures/installation.ts';
import { planLesson } from '../../fixtures/plannedLesson.ts';
import { freePort } from '../../fixtures/serverProcess.ts';
import { startBareServer } from './bareServer.ts';
import { cpuSecondsOf } from './cpu.ts';
import { joinLesson } from './ourServer.ts';
import { Sender, Sink } from './peers.ts';
import type { Participant } from './signalling.ts';

/** Sinks, and packets a second that the sender sends, so that both sizes forward about as many. */
const SIZES = [
	{ sinks: 1, packetsPerSecond: 5_000 },
	{ sinks: 50, packetsPerSecond: 130 },
] as const;
/** CPU time is told in steps of 10 ms: many repeats, each long enough for dozens of steps. */
const REPEATS = 9;
const WARM_UP_MS = 1_500;
const MEASURE_MS = 7_000;
const BOUND = 1.05;

interface Side {
	readonly workerPids: () => readonly number[];
	readonly sender: () => Promise<Participant>;
	readonly sink: (index: number) => Promise<Participant>;
}

interface FanOut {
	readonly sender: Sender;
	readonly sinks: readonly Sink[];
	readonly workerPids: readonly number[];
}

const openFanOut = async (side: Side, sinks: number): Promise<FanOut> => {
	const sender = await Sender.open(await side.sender());
	const opened: Sink[] = [];
	for (let index = 0; index < sinks; index += 1)
		opened.push(await Sink.open(`sink-${index}`, await side.sink(index)));
	return { sender, sinks: opened, workerPids: side.workerPids() };
};

/** Microseconds of worker CPU per packet that reached a sink. */
const measure = async ({ sender, sinks, workerPids }: FanOut, packetsPerSecond: number): Promise<number> => {
	const received = (): number => sinks.reduce((sum, sink) => sum + sink.packets, 0);
	sender.start(packetsPerSecond);
	await wait(WARM_UP_MS);
	const before = { packets: received(), cpu: cpuSecondsOf(workerPids) };
	await wait(MEASURE_MS);
	const packets = received() - before.packets;
	const cpu = cpuSecondsOf(workerPids) - before.cpu;
	sender.stop();
	await wait(300);
	const expected = (packetsPerSecond * sinks.length * MEASURE_MS) / 1000;
	if (packets < expected * 0.9) throw new Error(`only ${packets} of about ${expected} packets arrived`);
	return (cpu * 1_000_000) / packets;
};

const compare = async (ours: Side, bare: Side, size: (typeof SIZES)[number]): Promise<Figure> => {
	const fanOuts = { ours: await openFanOut(ours, size.sinks), bare: await openFanOut(bare, size.sinks) };
	const pairs = [];
	for (let repeat = 0; repeat < REPEATS; repeat += 1) {
		const baseline = await measure(fanOuts.bare, size.packetsPerSecond);
		pairs.push({ baseline, value: await measure(fanOuts.ours, size.packetsPerSecond) });
	}
	for (const { sender, sinks } of Object.values(fanOuts)) {
		sender.close();
		for (const sink of sinks) sink.close();
	}
	return paired(`worker CPU per forwarded packet, 1 to ${size.sinks}`, 'µs', pairs, BOUND);
};

const compareSize = async (installation: Installation, size: (typeof SIZES)[number]): Promise<Figure> => {
	// A bare server of its own: it never lets go of what it has.
	const bare = await startBareServer(await freePort(), await freePort());
	try {
		// Before the bell: no recorder takes part, which the bare fan-out has none of either.
		const planned = await planLesson(installation.url, {
			startsInMs: WAITING_MS - 30_000,
			lengthMs: 600_000,
			classrooms: size.sinks,
		});
		const { lesson, teacher, classrooms } = planned;
		const ours: Side = {
			workerPids: () => installation.pids().workers,
			sender: () => joinLesson(lesson, teacher, 'teacher'),
			sink: (index) => {
				const classroom = classrooms[index];
				if (classroom === undefined) throw new Error('the county has too few classrooms');
				return joinLesson(lesson, classroom, 'classroom');
			},
		};
		const join = (): Promise<Participant> => Promise.resolve(bare.join());
		return await compare(ours, { workerPids: () => bare.workerPids, sender: join, sink: join }, size);
	} finally {
		bare.close();
	}
};

export const run = async (): Promise<Result> => {
	const installation = await startInstallation({ name: 'load-media' });
	try {
		const figures: Figure[] = [];
		for (const size of SIZES) {
			figures.push(await compareSize(installation, size));
		}
		return { figures };
	} finally {
		await installation.stop();
	}
};
