// A lesson that begins, and one that is booked, while a change of the calendar or of bells is being written. On PostgreSQL
// alone: SQLite has one writer at a time, so that nothing happens in between.
import { AsyncResource } from 'node:async_hooks';
import type { LessonId } from '@classroom/protocol';
import { endpoints } from '@classroom/protocol';
import type { KyselyPlugin, PluginTransformQueryArgs, PluginTransformResultArgs } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../server/src/platform/index.ts';
import { openDatabase } from '../../../server/src/platform/index.ts';
import type { TimetableTables } from '../../../server/src/timetable/index.ts';
import { databasesOfRun } from '../../fixtures/postgresOfRun.ts';
import type { Installation } from './installation.ts';
import { startInstallation } from './installation.ts';
import { at, bells, saveBells, setSeriesStage, thursdays } from './seriesStage.ts';

/** Once armed, does its work after the next read of rows with that column, before anything is written. */
class AfterReading implements KyselyPlugin {
	work: (() => Promise<unknown>) | null = null;
	column = 'slot_start';
	/** Not of the transaction that reads. */
	readonly #elsewhere = new AsyncResource('AfterReading');

	transformQuery({ node }: PluginTransformQueryArgs) {
		return node;
	}

	async transformResult({ result }: PluginTransformResultArgs) {
		const [row] = result.rows;
		const { work } = this;
		if (work !== null && row !== undefined && this.column in row) {
			this.work = null;
			await this.#elsewhere.runInAsyncScope(work);
		}
		return result;
	}
}

const postgres = databasesOfRun();
let installation: Installation;
let elsewhere: Database;
const afterReading = new AfterReading();
beforeAll(async () => {
	const url = await postgres.newDatabase();
	installation = await startInstallation(url, { watch: afterReading });
	elsewhere = await openDatabase(url);
});
afterAll(async () => {
	await elsewhere.close();
	await installation.close();
	await postgres.removeAll();
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

test('what would be booked while bells look for room waits for them, and is told what is in its way then', async () => {
	const stage = await setSeriesStage(installation);
	await stage.plan();
	const { admin, core, input } = stage;
	afterReading.column = 'resource_id';
	let booked: Promise<string> | undefined;
	afterReading.work = () => {
		booked = admin.code(endpoints.planLesson, {
			body: {
				...{ title: '公开课', kind: 'open', subject: 'music', teacherId: input['teacherId'] },
				...{ sendingClassroomId: core.classroomId, receivingClassroomIds: [], classGroupIds: [] },
				...{ plannedStart: at('2026-04-23', '09:30'), lengthMs: 40 * 60_000 },
			},
		});
		return Promise.resolve();
	};
	await saveBells(admin, core, bells([480, 520], [540, 580]));
	expect(afterReading.work).toBeNull();
	expect(await booked).toBe('clash');
	expect(await stage.shown()).toEqual(thursdays.map((each) => each.replace('08:50', '09:00')));
});
