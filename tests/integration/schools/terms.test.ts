// Terms, the county's calendar and bell schedules: what is kept, what is refused, and who may.
import type { SchoolId } from '@classroom/protocol';
import { endpoints, ErrorBody } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TimetableTables } from '../../../server/src/timetable/index.ts';
import type { Installation, SignedIn } from './installation.ts';
import { onBothDatabases, startInstallation } from './installation.ts';

const school = { kind: 'member', town: null, linkDownKbps: null, linkUpKbps: null };
/** The clock stands on 2 March 2026, a Monday. */
const today = '2026-03-02';
const spring = { name: '2026 春季学期', firstDay: today, lastDay: '2026-07-10' };
const autumn = { name: '2026 秋季学期', firstDay: '2026-08-31', lastDay: '2027-01-22' };
const holiday = (day: string, name = '放假') => ({ kind: 'holiday', day, name });
const nothingMoves = { fallAway: 0, move: 0, added: 0, clashing: 0, madeUp: 0, examples: [] };

const periods = (...times: [number, number][]) =>
	times.map(([from, until], place) => ({ number: place + 1, name: `第${place + 1}节`, from, until }));
const bells = (name: string, more: object = {}) => ({
	name,
	season: null,
	weekdays: null,
	periods: periods([480, 520], [530, 570]),
	...more,
});

onBothDatabases('terms, calendars and bells', (newUrl) => {
	let installation: Installation;
	let admin: SignedIn;
	let stranger: SignedIn;
	let head: SignedIn;
	let teacher: SignedIn;
	let luoshan: SchoolId;
	let core: SchoolId;
	beforeAll(async () => {
		installation = await startInstallation(await newUrl());
	});
	afterAll(() => installation.close());
	beforeEach(async () => {
		const { home, abroad } = await installation.addCounties();
		admin = await installation.as('county-admin', home);
		stranger = await installation.as('county-admin', abroad);
		core = await addSchool('中心小学');
		luoshan = await addSchool('罗山教学点');
		head = await installation.as('school-admin', home, { schoolId: luoshan });
		teacher = await installation.as('teacher', home, { schoolId: luoshan });
	});

	const addSchool = async (name: string): Promise<SchoolId> =>
		(await admin.ok(endpoints.createSchool, { body: { ...school, name } })).schoolId;
	const createTerm = (body: object = spring) => admin.ok(endpoints.createTerm, { body });
	const termCode = (body: object): Promise<string> => admin.code(endpoints.createTerm, { body });
	const read = (termId: string, by = admin) => by.ok(endpoints.readCalendar, { params: { termId } });
	const change = (termId: string, what: object, { by = admin, dryRun = false } = {}) =>
		by.ok(endpoints.changeCalendar, { params: { termId }, body: { change: what, dryRun } });
	const changeCode = (termId: string, what: object, by = admin): Promise<string> =>
		by.code(endpoints.changeCalendar, { params: { termId }, body: { change: what, dryRun: false } });
	const closure = (whom: object, from = '2026-03-10', until = '2026-03-12') => ({
		what: 'close',
		closure: { from, until, whom, reason: '大雪封路' },
	});

	describe('terms', () => {
		test('a new one has the published holidays, and what nobody knows yet is said', async () => {
			const { termId, weeks } = await createTerm();
			expect(weeks).toBe(19);
			const { specialDays, suggested, unknownYears } = await read(termId, teacher);
			const days = specialDays.map(({ day }) => day);
			expect(days).toContain('2026-05-01');
			expect(specialDays.find(({ day }) => day === '2026-05-09')).toMatchObject({
				kind: 'make-up',
				name: '劳动节',
			});
			expect([suggested, unknownYears]).toEqual([[], []]);
			const later = await createTerm(autumn);
			expect((await read(later.termId)).unknownYears).toEqual([2027]);
			const { terms } = await admin.ok(endpoints.listTerms);
			expect(terms.map(({ name }) => name)).toEqual([autumn.name, spring.name]);
			expect((await stranger.ok(endpoints.listTerms)).terms).toEqual([]);
		});

		test('they do not overlap, not even when two are made at once', async () => {
			await createTerm();
			const answer = await admin.ask(endpoints.createTerm, { body: { ...autumn, firstDay: '2026-07-10' } });
			expect([answer.status, ErrorBody.parse(answer.body)]).toMatchObject([
				409,
				{ code: 'terms-overlap', details: { name: spring.name } },
			]);
			const codes = await Promise.all([1, 2, 3, 4].map(() => termCode(autumn)));
			expect(codes.sort()).toEqual(['ok', 'terms-overlap', 'terms-overlap', 'terms-overlap']);
			const terms = (await admin.ok(endpoints.listTerms)).terms;
			const longer = { what: 'term', term: { ...spring, lastDay: '2026-08-31' } };
			expect(await changeCode(terms[1]!.termId, longer)).toBe('terms-overlap');
			expect(await stranger.code(endpoints.createTerm, { body: spring })).toBe('ok');
		});

		test('bad dates say which field', async () => {
			expect(await termCode({ ...spring, firstDay: '2026-02-30' })).toBe('bad-request, firstDay bad-format');
			expect(await termCode({ ...spring, lastDay: '2026-03-01' })).toBe(
				'bad-request, lastDay end-before-start',
			);
			expect(await termCode({ ...spring, lastDay: '2027-04-01' })).toBe('bad-request, lastDay out-of-range');
			expect(await termCode({ ...spring, name: ' ' })).toBe('bad-request, name required');
			expect((await admin.ok(endpoints.listTerms)).terms).toEqual([]);
		});

		test('a deleted one takes its calendar along', async () => {
			const { termId } = await createTerm();
			await change(termId, closure({ kind: 'county' }));
			expect(await stranger.code(endpoints.deleteTerm, { params: { termId } })).toBe('other-county');
			expect(await admin.code(endpoints.deleteTerm, { params: { termId } })).toBe('ok');
			expect(await admin.code(endpoints.deleteTerm, { params: { termId } })).toBe('not-found');
			const again = await createTerm();
			const { closures, specialDays } = await read(again.termId);
			expect(closures).toEqual([]);
			expect(specialDays.length).toBeGreaterThan(5);
		});
	});

	describe('the calendar', () => {
		test('a dry run says what would be and saves nothing; saving does, and is in the audit log', async () => {
			const { termId } = await createTerm();
			const before = await read(termId);
			const what = {
				what: 'special-days',
				days: [
					{ kind: 'exam', day: '2026-06-29', name: '期末考试' },
					{ kind: 'make-up', day: '2026-03-14', name: '补课', asWeekday: 4, ofWeek: null },
				],
			};
			const tried = await change(termId, what, { dryRun: true });
			expect(tried.effect).toEqual(nothingMoves);
			expect(await read(termId)).toEqual(before);
			const saved = await change(termId, what);
			expect(saved).toEqual(tried);
			expect(await read(termId)).toEqual(saved.calendar);
			expect(saved.calendar.specialDays).toEqual(expect.arrayContaining(what.days));
			const { items } = await admin.ok(endpoints.audit);
			const changes = items.filter(({ action }) => action === 'term.days-changed');
			expect(changes).toHaveLength(1);
			expect(changes[0]).toMatchObject({
				subject: spring.name,
				details: { days: '2026-06-29 2026-03-14', fallAway: 0 },
			});
		});

		test('a published day that was taken away is suggested, and comes back at one click', async () => {
			const { termId } = await createTerm();
			const { calendar } = await change(termId, {
				what: 'ordinary-days',
				days: ['2026-05-01', '2026-05-09'],
			});
			expect(calendar.suggested.map(({ day }) => day)).toEqual(['2026-05-01', '2026-05-09']);
			const back = await change(termId, { what: 'special-days', days: calendar.suggested });
			expect(back.calendar.suggested).toEqual([]);
			const asMonday = { kind: 'make-up', day: '2026-05-09', name: '补课', asWeekday: 1, ofWeek: 11 };
			const own = await change(termId, { what: 'special-days', days: [asMonday] });
			expect(own.calendar.suggested).toEqual([]);
		});

		test('what is past stays as it is, a bad day is named, and nothing of the change is kept', async () => {
			const { termId } = await createTerm({ ...spring, firstDay: '2026-02-16' });
			const before = await read(termId);
			const days = (...list: object[]) => ({ what: 'special-days', days: list });
			expect(await changeCode(termId, days(holiday('2026-04-08'), holiday('2026-03-01')))).toBe(
				'bad-request, change.days.1.day in-the-past',
			);
			expect(await changeCode(termId, days(holiday('2026-02-30')))).toBe(
				'bad-request, change.days.0.day bad-format',
			);
			expect(await changeCode(termId, days(holiday('2026-08-01')))).toBe(
				'bad-request, change.days.0.day out-of-range',
			);
			expect(await changeCode(termId, { what: 'ordinary-days', days: ['2026-02-17'] })).toBe(
				'bad-request, change.days.0 in-the-past',
			);
			expect(await changeCode(termId, closure({ kind: 'county' }, '2026-03-01'))).toBe(
				'bad-request, change.closure.from in-the-past',
			);
			expect(await changeCode(termId, { what: 'term', term: spring })).toBe(
				'bad-request, change.term.firstDay in-the-past',
			);
			expect(await read(termId)).toEqual(before);
		});

		test('closures: the county closes anything, a school itself; they end early or not at all', async () => {
			const { termId } = await createTerm();
			const { communityId } = await admin.ok(endpoints.createCommunity, {
				body: { name: '城东教共体', kind: 'community', coreSchoolId: core, from: today },
			});
			await change(termId, closure({ kind: 'county' }, '2026-06-01', '2026-06-01'));
			await change(termId, closure({ kind: 'community', communityId }, '2026-05-18', '2026-05-19'));
			const own = { kind: 'school', schoolId: luoshan };
			const { calendar } = await change(termId, closure(own), { by: head });
			expect(calendar.closures.map(({ name, mayChange }) => [name, mayChange])).toEqual([
				['罗山教学点', true],
				['城东教共体', false],
				[null, false],
			]);
			for (const whom of [
				{ kind: 'county' },
				{ kind: 'community', communityId },
				{ kind: 'school', schoolId: core },
			]) {
				expect(await changeCode(termId, closure(whom), head)).toBe('forbidden');
			}
			expect(await changeCode(termId, { what: 'special-days', days: [holiday('2026-04-08')] }, head)).toBe(
				'forbidden',
			);
			const [closed, other] = calendar.closures;
			expect(await changeCode(termId, { what: 'reopen', closureId: other!.closureId }, head)).toBe(
				'forbidden',
			);
			expect(await changeCode(termId, { what: 'reopen', closureId: closed!.closureId }, head)).toBe('ok');
			expect(await changeCode(termId, { what: 'reopen', closureId: closed!.closureId }, head)).toBe(
				'bad-request, change.closureId not-found',
			);
			expect((await read(termId)).closures).toHaveLength(2);
			expect(await changeCode(termId, closure({ kind: 'school', schoolId: 'nobody' }))).toBe(
				'bad-request, change.closure.whom.schoolId not-found',
			);
			expect(await changeCode(termId, closure({ kind: 'county' }), stranger)).toBe('other-county');
		});

		test('two who change it at once both do', async () => {
			const { termId } = await createTerm();
			const days = ['2026-04-07', '2026-04-08', '2026-04-09', '2026-04-10'];
			await Promise.all(days.map((day) => change(termId, { what: 'special-days', days: [holiday(day)] })));
			await Promise.all([
				change(termId, { what: 'term', term: { ...spring, lastDay: '2026-04-09' } }),
				change(termId, closure({ kind: 'school', schoolId: luoshan })),
			]);
			const { specialDays, closures, term } = await read(termId);
			expect(specialDays.slice(-3).map(({ day }) => day)).toEqual(days.slice(0, 3));
			expect([closures.length, term.weeks]).toEqual([1, 6]);
			const kept = await installation.database
				.as<TimetableTables>()
				.selectFrom('special_day')
				.select('day')
				.where('county_id', '=', admin.countyId)
				.where('day', '>', '2026-04-09')
				.execute();
			expect(kept).toEqual([]);
		});
	});

	describe('bells', () => {
		const save = (schoolId: string, schedules: object[], { by = admin, dryRun = false } = {}) =>
			by.ok(endpoints.saveBells, { params: { schoolId }, body: { schedules, dryRun } });
		const saveCode = (schoolId: string, schedules: object[], by = admin): Promise<string> =>
			by.code(endpoints.saveBells, { params: { schoolId }, body: { schedules, dryRun: false } });
		const readBells = (schoolId: string, by = admin) => by.ok(endpoints.readBells, { params: { schoolId } });

		test('a school has none, then those that were saved last; a dry run saves nothing', async () => {
			expect(await readBells(luoshan, teacher)).toMatchObject({
				school: '罗山教学点',
				schedules: [],
				mayChange: false,
			});
			const late = periods([600, 640], [490, 530]);
			const both = [
				bells('夏季', { season: { from: '05-01', until: '09-30' } }),
				bells('冬季', { season: { from: '10-01', until: '04-30' }, weekdays: [5, 1], periods: late }),
			];
			await save(luoshan, both, { by: head, dryRun: true });
			expect((await readBells(luoshan)).schedules).toEqual([]);
			const { bells: saved, effect } = await save(luoshan, both, { by: head });
			expect(effect).toEqual(nothingMoves);
			expect(saved.schedules[1]).toMatchObject({ weekdays: [1, 5], periods: late.toReversed() });
			expect(await readBells(luoshan, head)).toEqual(saved);
			await save(luoshan, [bells('全年')]);
			expect((await readBells(luoshan)).schedules.map(({ name }) => name)).toEqual(['全年']);
			const { items } = await head.ok(endpoints.listBells);
			// Made in the same millisecond, they stand in any order.
			const listed = items.map(({ school: name, schedules, mayChange }) => [name, schedules, mayChange]);
			expect(listed.toSorted()).toEqual([
				['中心小学', 0, false],
				['罗山教学点', 1, true],
			]);
		});

		test('bad ones say where, and nothing is lost', async () => {
			await save(luoshan, [bells('全年')]);
			const itself = bells('重叠', { periods: periods([480, 520], [510, 550]) });
			expect(await saveCode(luoshan, [itself])).toBe('bad-request, schedules.0.periods.1.from overlap');
			expect(await saveCode(luoshan, [bells('反了', { periods: periods([520, 480]) })])).toBe(
				'bad-request, schedules.0.periods.0.until end-before-start',
			);
			expect(await saveCode(luoshan, [bells('甲'), bells('乙')])).toBe(
				'bad-request, schedules.1.season duplicate',
			);
			expect(await saveCode(luoshan, [bells('冬', { season: { from: '02-30', until: '05-01' } })])).toBe(
				'bad-request, schedules.0.season.from bad-format',
			);
			expect(await saveCode(luoshan, [bells('晚', { periods: periods([1400, 1441]) })])).toBe(
				'bad-request, schedules.0.periods.0.until out-of-range',
			);
			expect(await saveCode(core, [bells('全年')], head)).toBe('forbidden');
			expect(await saveCode(core, [bells('全年')], stranger)).toBe('other-county');
			expect((await readBells(luoshan)).schedules).toHaveLength(1);
		});

		test('how those of several schools suit each other, best first', async () => {
			await save(core, [bells('全年', { periods: periods([480, 520], [530, 570], [600, 640]) })]);
			await save(luoshan, [bells('全年', { periods: periods([490, 530], [540, 580], [600, 640]) })]);
			const fit = (query: Record<string, string>, by = teacher) => by.ok(endpoints.compareBells, { query });
			const answer = await fit({ sending: core, receiving: luoshan, day: today });
			expect(answer.schools.map(({ school: name, periods: of }) => [name, of.length])).toEqual([
				['中心小学', 3],
				['罗山教学点', 3],
			]);
			expect(answer.fits.map(({ period, minutes }) => [period.number, minutes])).toEqual([
				[3, 40],
				[1, 30],
				[2, 30],
			]);
			const third = await addSchool('没有作息的村小');
			const both = await fit({ sending: core, receiving: `${luoshan},${third}`, day: today, weekday: '6' });
			expect(both.fits[0]).toMatchObject({ minutes: 0, receiving: [{ minutes: 30 }, { period: null }] });
			expect((await fit({ sending: core, receiving: '', day: today })).fits).toHaveLength(3);
			const code = (query: Record<string, string>, by = teacher) =>
				by.code(endpoints.compareBells, { query });
			expect(await code({ sending: core, receiving: 'nobody', day: today })).toBe(
				'bad-request, receiving not-found',
			);
			expect(await code({ sending: core, receiving: luoshan, day: '2026-02-30' })).toBe(
				'bad-request, day bad-format',
			);
			expect(await code({ sending: core, receiving: luoshan, day: today, weekday: '8' })).toMatch(/weekday/);
			expect(await code({ sending: core, receiving: luoshan, day: today }, stranger)).toBe('other-county');
		});
	});
});
