// What a lesson is open for, and to whom, when that changes behind its back.
import type { Lesson } from '@classroom/protocol';
import { endpoints, LessonId } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { TimetableTables } from '../../../server/src/timetable/index.ts';
import type { Installation, SignedIn } from './installation.ts';
import { onBothDatabases, startInstallation } from './installation.ts';
import type { School } from './openingStage.ts';
import { openingStage } from './openingStage.ts';
import { setSeriesStage } from './seriesStage.ts';

onBothDatabases('openings that change', (newUrl) => {
	let installation: Installation;
	let admin: SignedIn;
	let plan: Record<string, unknown>;
	let lesson: Lesson;
	let schools: readonly School[];
	beforeAll(async () => {
		installation = await startInstallation(await newUrl());
	});
	afterAll(() => installation.close());
	const stage = openingStage(() => installation);
	const { params, open, apply, applyCode, read, ofSchool, accept, withdraw, states, receivers, undoLast } =
		stage;
	beforeEach(async () => {
		({ admin, plan, lesson, schools } = await stage.set());
	});

	test('for a school that is not there any more: nobody is invited, and it is not shown as open to all', async () => {
		const [first] = schools as [School];
		const { schoolId } = await admin.ok(endpoints.createSchool, {
			body: { name: '石桥教学点', kind: 'teaching-point', town: null, linkDownKbps: null, linkUpKbps: null },
		});
		expect(await open({ schoolIds: [schoolId] })).toMatchObject({
			limited: true,
			schools: [{ id: schoolId }],
		});
		await admin.ok(endpoints.deleteSchool, { params: { schoolId } });
		expect(await read()).toMatchObject({ limited: true, schools: [], communities: [] });
		expect(await applyCode(first)).toBe('forbidden');
		expect(await open()).toMatchObject({ limited: false });
		expect(await applyCode(first)).toBe('ok');
	});

	test('a place that is free after something was taken back is the next one’s in line', async () => {
		const [first, second] = schools as [School, School];
		await open({ confirmation: 'at-once', places: 1 });
		await apply(first);
		await apply(second);
		expect(await states()).toEqual(['accepted', 'waiting', 'none']);
		expect(await undoLast()).toBe('ok');
		expect(await states()).toEqual(['waiting', 'accepted', 'none']);
		expect(await receivers()).toEqual([second.classroomId]);
		expect(ofSchool(await read(), first)).toMatchObject({ held: true });
	});

	test('what takes applications stays of a kind for which schools apply', async () => {
		const [first] = schools as [School];
		await open();
		const update = (kind: string): Promise<string> =>
			admin.code(endpoints.updateLesson, { params: params(), body: { ...plan, kind } });
		expect(await update('open')).toBe('ok');
		expect(await update('delivered')).toBe('kind-not-bookable');
		expect(await applyCode(first)).toBe('ok');
		expect(await accept(first)).toBe('ok');
		expect(await withdraw(first)).toBe('ok');
		await admin.ok(endpoints.closeOpening, { params: params() });
		expect(await update('delivered')).toBe('ok');
		// As when its series has become of another kind.
		await installation.database
			.as<TimetableTables>()
			.updateTable('lesson_opening')
			.set({ closed_at: null })
			.where('lesson_id', '=', LessonId.parse(lesson.lessonId))
			.execute();
		expect(await applyCode(first)).toBe('kind-not-bookable');
		expect((await read(first.head)).mayApply).toBe(false);
	});

	test('a series stays of such a kind while one of its lessons takes applications, whoever changes it how', async () => {
		const own = await setSeriesStage(installation);
		const series = await own.plan({ kind: 'master' });
		const takes = await own.nth(2);
		stage.take(takes);
		await open({}, own.admin);
		const kindOf = async (place: number) => (await own.nth(place)).kind;
		const become = (kind: string, from: string | null = null): Promise<string> => {
			own.tick();
			const body = { series: { ...own.input, kind }, from, leaveOutClashing: false };
			return own.admin.code(endpoints.updateSeries, { params: { seriesId: series.seriesId }, body });
		};
		expect(await become('delivered')).toBe('kind-not-bookable');
		expect([await kindOf(0), await kindOf(2)]).toEqual(['master', 'master']);
		expect(await own.admin.ok(endpoints.readSeries, { params: { seriesId: series.seriesId } })).toMatchObject(
			{
				kind: 'master',
			},
		);
		// To the other kind for which schools apply, the sign-up follows.
		expect(await become('open')).toBe('ok');
		expect(await read(own.admin)).toMatchObject({ kind: 'open', status: 'open' });
		await own.admin.ok(endpoints.closeOpening, { params: params() });
		expect(await become('delivered')).toBe('ok');
		expect(await own.admin.code(endpoints.openLesson, { params: params(), body: stage.how() })).toBe(
			'kind-not-bookable',
		);
		// Nor does it become so by taking a change back.
		expect(await become('master')).toBe('ok');
		await open({}, own.admin);
		expect(await own.undo()).toBe('kind-not-bookable');
		expect(await kindOf(2)).toBe('master');
		// From a later day on it may be what it likes.
		expect(await become('delivered', '2026-05-20')).toBe('ok');
		expect([await kindOf(2), await kindOf(7)]).toEqual(['master', 'delivered']);
	});

	test('opened in the moment in which its series becomes of another kind: one of both hears of it', async () => {
		const own = await setSeriesStage(installation);
		const series = await own.plan({ kind: 'master' });
		const update = (kind: string): Promise<string> => {
			const body = { series: { ...own.input, kind }, from: null, leaveOutClashing: false };
			return own.admin.code(endpoints.updateSeries, { params: { seriesId: series.seriesId }, body });
		};
		for (let place = 0; place < 4; place += 1) {
			stage.take(await own.nth(place));
			const opening = own.admin.code(endpoints.openLesson, { params: params(), body: stage.how() });
			const answers = await Promise.all([opening, update('delivered')]);
			expect([...answers].toSorted()).toEqual(['kind-not-bookable', 'ok']);
			if (answers[0] === 'ok') await own.admin.ok(endpoints.closeOpening, { params: params() });
			else expect(await update('master')).toBe('ok');
		}
	});
});
