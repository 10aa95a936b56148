import { LessonId, PeerId } from '@classroom/protocol';
import type { LessonEvent } from '@classroom/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError, Metrics, silentLog, systemClock } from '../platform/index.ts';
import type { Clock } from '../platform/index.ts';
import { GroupCommit } from './groupCommit.ts';
import type { Batch, BatchOutcome, LogStore } from './logStore.ts';
import { LessonLogWriter } from './logWriter.ts';

const raised: LessonEvent = { type: 'hand-raised', peerId: PeerId.parse('p'), by: null };
const lessonId = LessonId.parse('lesson');
const impatient: Clock = { ...systemClock, setTimeout: (work) => systemClock.setTimeout(work, 0) };

/** What goes wrong with one commit. `deaf`: it is written, but the answer is lost. */
const Fault = fc.constantFrom('none', 'none', 'refused', 'deaf', 'full');
type Fault = 'none' | 'refused' | 'deaf' | 'full';

/** Keeps the store's promises, and fails as told. */
const faultyStore = (faults: Fault[]) => {
	const written: number[] = [];
	const write = ({ afterSeq, entries }: Batch): BatchOutcome => {
		if (written.length === afterSeq + entries.length) return 'written';
		expect(written.length).toBe(afterSeq);
		entries.forEach(() => written.push(written.length + 1));
		return 'written';
	};
	const store: LogStore = {
		takeEpoch: () => Promise.resolve({ epoch: 1, seq: 0, lastAt: 0 }),
		commit: (batches) => {
			const fault = faults.shift() ?? 'none';
			if (fault === 'full') return Promise.reject(new AppError('storage-full'));
			if (fault === 'refused') return Promise.reject(new AppError('unavailable'));
			const outcomes = batches.map(write);
			return fault === 'deaf' ? Promise.reject(new AppError('unavailable')) : Promise.resolve(outcomes);
		},
		close: () => Promise.resolve(),
	};
	return { store, written };
};

const openWriter = (store: LogStore): LessonLogWriter => {
	const group = new GroupCommit(store, impatient, silentLog());
	return new LessonLogWriter({
		lessonId,
		head: { epoch: 1, seq: 0, lastAt: 0 },
		clock: impatient,
		seconds: new Metrics().histogram({ name: 'seconds', help: 'test' }),
		ready: (writer) => group.add(writer),
	});
};

test('whatever the database does, what is acknowledged is written once, under its number, in order', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(Fault, { maxLength: 12 }),
			fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 8 }),
			async (faults, bursts) => {
				// Six in a row are given up: the next test.
				fc.pre(!/f{6}/.test(faults.map((fault) => (fault === 'none' ? '-' : 'f')).join('')));
				const { store, written } = faultyStore([...faults]);
				const writer = openWriter(store);
				const acknowledged: number[] = [];
				let refused = 0;
				for (const burst of bursts) {
					const appends = Array.from({ length: burst }, () => writer.append(raised));
					for (const result of await Promise.allSettled(appends)) {
						if (result.status === 'fulfilled') acknowledged.push(result.value.seq);
						else refused += 1;
					}
				}
				expect(acknowledged).toEqual(written);
				expect(acknowledged.length + refused).toBe(bursts.reduce((sum, burst) => sum + burst, 0));
				if (!faults.includes('full')) expect(refused).toBe(0);
			},
		),
		{ numRuns: 200 },
	);
});

test('a writer that never learns what became of an append gives up the log', async () => {
	const { store, written } = faultyStore(Array.from({ length: 6 }, () => 'deaf' as const));
	const writer = openWriter(store);
	await expect(writer.append(raised)).rejects.toMatchObject({ code: 'stale-epoch' });
	await expect(writer.append(raised)).rejects.toMatchObject({ code: 'stale-epoch' });
	expect(written).toEqual([1]);
});
