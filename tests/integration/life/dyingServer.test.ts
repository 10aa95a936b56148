// The worst moment for a server to die: between an entry of the lesson log and what the timetable shows of it.
import { expect, test } from 'vitest';
import { memoryCarrier, memoryLeaseStore } from '../../../server/src/platform/index.ts';
import { lessonStatus } from '../../../server/src/timetable/index.ts';
import { onBothDatabases } from '../identity/installation.ts';
import { minute, planTerm } from './county.ts';
import { loadSimulation } from './loadSimulation.ts';
import { seededRandom } from './random.ts';
import type { Query } from './simulatedServer.ts';
import { TermClock } from './termClock.ts';

const second = 1000;
const shape = { weeks: 1, everyWeeks: 1, weekdays: [3], pairs: 1 };

const showsProgress = (query: Query): boolean =>
	query.kind === 'UpdateQueryNode' && JSON.stringify(query).includes('"log_seq"');

onBothDatabases('a server that dies between an entry and its showing', (newUrl) => {
	test('a Room opened in the last moment is closed by whoever comes after the lesson', async () => {
		const { startMedia, startServer } = await loadSimulation();
		const clock = new TermClock(Date.UTC(2026, 2, 1));
		const media = await startMedia(clock);
		const leaseStore = memoryLeaseStore(clock.view());
		const ground = { url: await newUrl(), clock, media, leaseStore, carrier: memoryCarrier() };
		const planning = await startServer(ground);
		const days = await planTerm({ ...ground, random: seededRandom(4) }, planning.features, shape);
		const lesson = days.flat().find(({ cancelled }) => !cancelled)!;
		await planning.close();

		clock.step(lesson.end - 3 * second - clock.now());
		let died = false;
		const dying = await startServer(ground, (query) => (died ||= showsProgress(query)));
		await expect.poll(() => died, { interval: 5 }).toBe(true);
		dying.kill();
		await dying.bury();
		clock.step(minute);

		const next = await startServer(ground);
		const { lessonLog, timetable } = next.features;
		const events = async () => (await lessonLog.read(lesson.lessonId, 0, 100)).map(({ event }) => event);
		// What follows may be the next server's, which is at work already.
		expect((await events())[0]?.type).toBe('room-opened');
		const ended = async (): Promise<boolean> => {
			clock.step(second / 2);
			return (await events()).some((event) => event.type === 'phase-changed' && event.phase === 'ended');
		};
		await expect.poll(ended, { interval: 10 }).toBe(true);
		const phase = async () => (await timetable.store.find(lesson.lessonId))?.phase;
		await expect.poll(phase).toBe('ended');
		const record = await timetable.store.find(lesson.lessonId);
		expect(record === null ? null : lessonStatus(record, clock.now())).toBe('missed');
		await next.close();
		media.close();
	});
});
