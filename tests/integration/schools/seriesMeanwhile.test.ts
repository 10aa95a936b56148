// A series or its term changes after somebody's wish was read and before it is written: nothing is planned by what was.
import { AsyncResource } from 'node:async_hooks';
import { endpoints } from '@classroom/protocol';
import { sql } from 'kysely';
import type { KyselyPlugin, PluginTransformQueryArgs, PluginTransformResultArgs } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../../server/src/platform/index.ts';
import { openDatabase } from '../../../server/src/platform/index.ts';
import type { Installation } from './installation.ts';
import { onBothDatabases, startInstallation } from './installation.ts';
import type { SeriesStage } from './seriesStage.ts';
import { setSeriesStage, thursdays } from './seriesStage.ts';

const termColumns = ['termId', 'firstDay'];

/** Once armed, does its work after the next such read, by default of a term: whoever changes a series has read that before. */
class AfterReading implements KyselyPlugin {
	work: (() => Promise<unknown>) | null = null;
	/** What a row is known by. */
	of: readonly string[] = termColumns;
	readonly #elsewhere = new AsyncResource('AfterReading');

	transformQuery({ node }: PluginTransformQueryArgs) {
		return node;
	}

	async transformResult({ result }: PluginTransformResultArgs) {
		const [row] = result.rows;
		const { work } = this;
		if (work !== null && row !== undefined && this.of.every((column) => column in row)) {
			this.work = null;
			await this.#elsewhere.runInAsyncScope(work);
		}
		return result;
	}
}

onBothDatabases('a series changed meanwhile', (newUrl) => {
	let installation: Installation;
	let stage: SeriesStage;
	const afterReading = new AfterReading();
	/** A connection of its own. */
	let elsewhere: Database;
	beforeAll(async () => {
		const url = await newUrl();
		installation = await startInstallation(url, { watch: afterReading });
		elsewhere = await openDatabase(url);
	});
	afterAll(async () => {
		await elsewhere.close();
		await installation.close();
	});
	beforeEach(async () => {
		stage = await setSeriesStage(installation);
	});

	/** How many wait for what somebody else holds in this database. */
	const waits = async (): Promise<number> => {
		const waiting = sql<{ waiting: number }>`select count(*) as waiting from pg_stat_activity
			where wait_event_type = 'Lock' and datname = current_database()`;
		return (await waiting.execute(elsewhere.as())).rows[0]?.waiting ?? 0;
	};
	const ended = (seriesId: string) =>
		stage.admin.code(endpoints.endSeries, {
			params: { seriesId },
			body: { from: '2026-05-20', reason: '教师调走' },
		});
	const moved = (seriesId: string, period: number, from: string | null = null) => {
		const series = { ...stage.input, slots: [{ weekday: 4, period, own: null }] };
		const body = { series, from, leaveOutClashing: false };
		return stage.admin.code(endpoints.updateSeries, { params: { seriesId }, body });
	};

	test('one that was ended stays so, whoever had its form open, and can be changed after another look', async () => {
		const { seriesId } = await stage.plan();
		afterReading.work = async () => expect(await ended(seriesId)).toBe('ok');
		expect(await moved(seriesId, 1)).toBe('conflict');
		expect(afterReading.work).toBeNull();
		expect(await stage.shown()).toEqual(thursdays.slice(0, 4));
		stage.tick();
		expect(await moved(seriesId, 1)).toBe('ok');
		expect(await stage.shown()).toEqual(thursdays.slice(0, 4).map((each) => each.replace('08:50', '08:00')));
	});

	test('one that was changed is not ended as it was; two at once have one winner', async () => {
		const { seriesId } = await stage.plan();
		afterReading.work = async () => expect(await moved(seriesId, 1, '2026-05-20')).toBe('ok');
		expect(await ended(seriesId)).toBe('conflict');
		const later = thursdays.slice(4).map((each) => each.replace('08:50', '08:00'));
		expect(await stage.shown()).toEqual([...thursdays.slice(0, 4), ...later]);
	});

	test("none is planned by a term's old days", async () => {
		const { termId, admin } = stage;
		const term = { name: '2026 春季学期', firstDay: '2026-03-02', lastDay: '2026-05-29' };
		const body = { change: { what: 'term', term }, dryRun: false };
		afterReading.work = () => admin.ok(endpoints.changeCalendar, { params: { termId }, body });
		expect(await stage.planCode({})).toBe('conflict');
		expect(await stage.lessonsOf()).toEqual([]);
		expect(await stage.planCode({ weeks: '8-13周' })).toBe('ok');
		expect(await stage.shown()).toEqual(thursdays.slice(0, 6));
	});

	test('one that is changed while a change of it is taken back: whoever comes second is told so', async () => {
		const series = await stage.plan();
		await stage.update(series, { title: '音乐（改）' });
		stage.tick();
		let editing: Promise<string> = Promise.resolve('not asked');
		const late = installation.database.kind === 'sqlite';
		afterReading.of = ['series_id', 'slots'];
		afterReading.work = async () => {
			editing = moved(series.seriesId, 1);
			// SQLite's one connection lets it begin only when this is done; on PostgreSQL it goes until it has to wait for this.
			if (!late) await expect.poll(waits).toBe(1);
		};
		try {
			expect(await stage.undo()).toBe('ok');
		} finally {
			afterReading.of = termColumns;
		}
		expect(afterReading.work).toBeNull();
		// Begun when the other is done, it changes what is there.
		expect(await editing).toBe(late ? 'ok' : 'conflict');
		const first = thursdays.map((each) => each.replace('08:50', '08:00'));
		expect(await stage.shown()).toEqual(late ? first : thursdays);
	});
});
