// A lesson that begins while a change of the calendar is being written: it is given, and keeps what it has booked. On
// PostgreSQL alone: SQLite has one writer at a time, so that nothing begins in between.
import { AsyncResource } from 'node:async_hooks';
import type { LessonId } from '@classroom/protocol';
import { endpoints } from '@classroom/protocol';
import type { KyselyPlugin, PluginTransformQueryArgs, PluginTransformResultArgs } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../server/src/platform/index.ts';
import { openDatabase } from '../../../server/src/platform/index.ts';
import type { TimetableTables } from '../../../server/src/timetable/index.ts';
import { startPostgres } from '../../fixtures/postgres.ts';
import type { Installation } from './installation.ts';
import { startInstallation } from './installation.ts';
import { setSeriesStage, thursdays } from './seriesStage.ts';

/** Once armed, does its work after the next read of the lessons that series have, before anything is written. */
class AfterReading implements KyselyPlugin {
	work: (() => Promise<unknown>) | null = null;
	/** Not of the transaction that reads. */
	readonly #elsewhere = new AsyncResource('AfterReading');

	transformQuery({ node }: PluginTransformQueryArgs) {
		return node;
	}

	async transformResult({ result }: PluginTransformResultArgs) {
		const [row] = result.rows;
		const { work } = this;
		if (work !== null && row !== undefined && 'series_key' in row && 'slot_start' in row) {
			this.work = null;
			await this.#elsewhere.runInAsyncScope(work);
		}
		return result;
	}
}

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let installation: Installation;
let elsewhere: Database;
const afterReading = new AfterReading();
beforeAll(async () => {
	postgres = await startPostgres();
	const url = await postgres.newDatabase();
	installation = await startInstallation(url, { watch: afterReading });
	elsewhere = await openDatabase(url);
});
afterAll(async () => {
	await elsewhere.close();
	await installation.close();
	await postgres.stop();
});

test('it stays when it is and keeps its bookings; the others follow the calendar', async () => {
	const stage = await setSeriesStage(installation);
	await stage.plan();
	const [first] = await stage.lessonsOf();
	const lessonId = first!.lessonId;
	const bookings = (id: LessonId) =>
		elsewhere.as<TimetableTables>().selectFrom('booking').selectAll().where('lesson_id', '=', id).execute();
	const before = await bookings(lessonId);
	expect(before.length).toBeGreaterThan(2);
	afterReading.work = () =>
		elsewhere
			.as<TimetableTables>()
			.updateTable('lesson')
			.set({ phase: 'teaching' })
			.where('lesson_id', '=', lessonId)
			.execute();
	const closure = { from: '2026-04-20', until: '2026-05-01', whom: { kind: 'county' }, reason: '大雪封路' };
	await stage.admin.ok(endpoints.changeCalendar, {
		params: { termId: stage.termId },
		body: { change: { what: 'close', closure }, dryRun: false },
	});
	expect(afterReading.work).toBeNull();
	expect(await bookings(lessonId)).toEqual(before);
	expect(await stage.shown()).toEqual([thursdays[0], ...thursdays.slice(2)]);
});
