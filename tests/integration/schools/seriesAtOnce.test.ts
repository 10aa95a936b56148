// Many series planned at the same moment on two servers: each is there with all of its lessons, or not at all.
import { endpoints, ErrorBody } from '@classroom/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TimetableTables } from '../../../server/src/timetable/index.ts';
import type { Installation } from './installation.ts';
import { onBothDatabases, startInstallation } from './installation.ts';
import { setSeriesStage } from './seriesStage.ts';
import { startOther } from './startOther.ts';

const SERIES = 40;
/** Each overlaps some of the others, in a part of its weeks. */
const weeks = ['8-15周', '8-11周', '12-15周', '9-15周(单)', '8-14周(双)'];

onBothDatabases('series at once', (newUrl) => {
	let url: string;
	let installation: Installation;
	beforeAll(async () => {
		url = await newUrl();
		installation = await startInstallation(url);
	});
	afterAll(() => installation.close());

	test('40 for the same places on two servers: no place is taken twice, each is whole or has its reason', async () => {
		const { admin, core, village, hamlet, input } = await setSeriesStage(installation);
		const server = await startOther(url, installation.clock.now());
		try {
			const bodies = await Promise.all(
				Array.from({ length: SERIES }, async (_, place) => ({
					...input,
					title: `第${place}个`,
					teacherId: (await installation.as('teacher', admin.countyId, { schoolId: core.schoolId })).personId,
					sendingClassroomId: place % 2 === 0 ? core.classroomId : null,
					receivingClassroomIds: [[village, hamlet][place % 2]!.classroomId],
					classGroupIds: [],
					// Without a sending classroom there are no bells to go by: its own time, at the second period.
					slots: [1, 3, 4]
						.slice(0, 1 + (place % 3))
						.map((weekday) => ({ weekday, period: 2, own: { from: 530, until: 570 } })),
					weeks: weeks[place % weeks.length],
				})),
			);
			const there = admin.copy(server.base);
			const answers = await Promise.all(
				bodies.map(async (series, place) => {
					const body = { series, leaveOutClashing: false };
					const { status, body: answer } = await (place % 2 === 0 ? admin : there).ask(endpoints.planSeries, {
						body,
					});
					return { title: series.title, status, answer };
				}),
			);
			const db = installation.database.as<TimetableTables>();
			const lessons = await db
				.selectFrom('lesson')
				.select(['lesson_id', 'title', 'series_id', 'cancelled_at'])
				.where('county_id', '=', admin.countyId)
				.execute();
			const planned = answers.filter(({ status }) => status === 200);
			expect(planned.length).toBeGreaterThan(1);
			expect(planned.length).toBeLessThan(SERIES);
			for (const { title, status, answer } of answers) {
				const own = lessons.filter((lesson) => lesson.title === title);
				if (status === 200) {
					const { seriesId, lessons: count } = endpoints.planSeries.response.parse(answer);
					expect(own.map(({ series_id }) => series_id)).toEqual(
						Array.from({ length: count }, () => seriesId),
					);
					expect(own.every(({ cancelled_at }) => cancelled_at === null)).toBe(true);
				} else {
					expect(own, title).toEqual([]);
					const { code, details } = ErrorBody.parse(answer);
					expect([status, code, details?.['resource']]).toEqual([409, 'clash', 'classroom']);
				}
			}
			const series = await db
				.selectFrom('series')
				.select('title')
				.where('county_id', '=', admin.countyId)
				.execute();
			expect(series.map(({ title }) => title).toSorted()).toEqual(
				planned.map(({ title }) => title).toSorted(),
			);
			const bookings = await db
				.selectFrom('booking')
				.selectAll()
				.where(
					'lesson_id',
					'in',
					lessons.map(({ lesson_id }) => lesson_id),
				)
				.orderBy('starts_at')
				.execute();
			expect(new Set(bookings.map(({ lesson_id }) => lesson_id)).size).toBe(lessons.length);
			const places = Map.groupBy(bookings, ({ resource, resource_id }) => `${resource} ${resource_id}`);
			for (const of of places.values()) {
				for (const [place, booking] of of.entries()) {
					expect(booking.starts_at).toBeGreaterThanOrEqual(of[place - 1]?.ends_at ?? 0);
				}
			}
		} finally {
			await server.stop();
		}
	});

	test('changed on one server while a change is taken back on the other: no edit is lost unsaid', async () => {
		const { admin, input, plan, update, shown, tick } = await setSeriesStage(installation);
		const server = await startOther(url, installation.clock.now());
		try {
			const there = admin.copy(server.base);
			const series = await plan();
			const params = { seriesId: series.seriesId };
			const inPeriod = (period: number) => ({ slots: [{ weekday: 4, period, own: null }] });
			for (let round = 0; round < 6; round += 1) {
				await update(series, inPeriod(2));
				await update(series, inPeriod(1));
				const { items } = await admin.ok(endpoints.listChanges, { query: { ...params, limit: '1' } });
				tick();
				const body = { series: { ...input, ...inPeriod(3) }, from: null, leaveOutClashing: false };
				const [undone, edited] = await Promise.all([
					admin.code(endpoints.undoChange, { params: { changeId: items[0]!.changeId } }),
					there.code(endpoints.updateSeries, { params, body }),
				]);
				// Both only where the edit was begun after all had been taken back.
				expect(['ok conflict', 'change-outdated ok', 'ok ok']).toContain(`${undone} ${edited}`);
				const period = edited === 'ok' ? 3 : 2;
				expect(await admin.ok(endpoints.readSeries, { params })).toMatchObject(inPeriod(period));
				const times = (await shown()).map((each) => each.slice(6));
				expect(times).toEqual(Array(8).fill(period === 3 ? '09:50' : '08:50'));
			}
		} finally {
			await server.stop();
		}
	});
});
