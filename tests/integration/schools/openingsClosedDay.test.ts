// Schools that are closed on the day of a lesson that is open for sign-up: they are given no place that another could have.
import { endpoints, ErrorBody } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { dayOf } from '../../../server/src/timetable/index.ts';
import type { Installation, SignedIn } from './installation.ts';
import { onBothDatabases, startInstallation, timeZone } from './installation.ts';
import type { School } from './openingStage.ts';
import { openingStage } from './openingStage.ts';

onBothDatabases('openings and closed schools', (newUrl) => {
	let installation: Installation;
	let admin: SignedIn;
	let schools: readonly School[];
	let day: string;
	let termId: string;
	beforeAll(async () => {
		installation = await startInstallation(await newUrl());
	});
	afterAll(() => installation.close());
	const stage = openingStage(() => installation);
	const { open, apply, read, ofSchool, idOf, accept, withdraw, states, receivers, params, withRoom } = stage;
	beforeEach(async () => {
		const set = await stage.set();
		({ admin, schools } = set);
		day = dayOf(set.start, timeZone);
		const body = { name: '2026 春季学期', firstDay: '2026-03-02', lastDay: '2026-07-10' };
		({ termId } = await admin.ok(endpoints.createTerm, { body }));
	});

	const change = (what: object) => {
		installation.clock.advance(1);
		return admin.ok(endpoints.changeCalendar, {
			params: { termId },
			body: { change: what, dryRun: false },
		});
	};
	const close = ({ schoolId }: School) =>
		change({
			what: 'close',
			closure: { from: day, until: day, whom: { kind: 'school', schoolId }, reason: '大雪' },
		});
	const reopen = async () => {
		const { closures } = await admin.ok(endpoints.readCalendar, { params: { termId } });
		for (const { closureId } of closures) await change({ what: 'reopen', closureId });
	};
	const lesson = () => admin.ok(endpoints.readLesson, { params: params() });

	test('one that is closed is told so before it applies and when it does, and is given no place by hand', async () => {
		const [first, second] = schools as [School, School];
		await open({ confirmation: 'by-hand', places: 2 });
		await apply(second);
		const closed = { day, why: 'closed', reason: '大雪', school: '第0教学点' };
		await close(first);
		const ask = { params: params(), body: withRoom(first) };
		expect(await first.head.ok(endpoints.checkApplication, ask)).toEqual({ clashes: [], closed });
		for (const by of [first.head, admin]) {
			const { status, body } = await by.ask(endpoints.applyForLesson, ask);
			expect([status, ErrorBody.parse(body)]).toMatchObject([409, { code: 'day-closed', details: closed }]);
		}
		expect(await states()).toEqual(['none', 'waiting', 'none']);
		const free = { params: params(), body: withRoom(second) };
		expect(await second.head.ok(endpoints.checkApplication, free)).toEqual({ clashes: [] });

		// The other one closes while it waits.
		await close(second);
		for (const by of [second.head, admin]) {
			expect(ofSchool(await read(by), second).closed).toEqual({ ...closed, school: '第1教学点' });
		}
		expect(await accept(second)).toBe('day-closed');
		expect([await states(), await receivers()]).toEqual([['none', 'waiting', 'none'], []]);
		await reopen();
		expect(ofSchool(await read(), second).closed).toBeUndefined();
		expect(await accept(second)).toBe('ok');
		await apply(first);
		expect(await states()).toEqual(['waiting', 'accepted', 'none']);
	});

	test('one in line that is closed is passed over and stays in line until it is open again', async () => {
		const [first, second, third] = schools as [School, School, School];
		await open({ confirmation: 'at-once', places: 1 });
		for (const school of [first, second, third]) await apply(school);
		await close(second);
		expect(await withdraw(first)).toBe('ok');
		expect(await states()).toEqual(['withdrawn', 'waiting', 'accepted']);
		expect(await receivers()).toEqual([third.classroomId]);
		await open({ confirmation: 'at-once', places: 2 });
		expect(await states()).toEqual(['withdrawn', 'waiting', 'accepted']);
		await reopen();
		await open({ confirmation: 'at-once', places: 2 });
		expect(await states()).toEqual(['withdrawn', 'accepted', 'accepted']);
	});

	test('one that closes later keeps its place, as in a series: the lesson is given while one of them is there', async () => {
		const [first, second, third] = schools as [School, School, School];
		await open({ confirmation: 'at-once', places: 2 });
		for (const school of [first, second, third]) await apply(school);
		await close(first);
		expect(await lesson()).toMatchObject({ status: 'planned' });
		expect(await receivers()).toEqual([first.classroomId, second.classroomId]);
		// Whoever confirms sees it, and may give the place to the next in line.
		expect(ofSchool(await read(), first).closed).toMatchObject({ school: '第0教学点' });
		// Nor does it fall away when none of them is: others may still sign up.
		await close(second);
		expect(await lesson()).toMatchObject({ status: 'planned' });
		await reopen();
		expect(await states()).toEqual(['accepted', 'accepted', 'waiting']);
		await close(first);
		const body = { reason: '大雪停课' };
		await admin.ok(endpoints.declineApplication, { params: await idOf(first), body });
		expect(await states()).toEqual(['declined', 'accepted', 'accepted']);
	});

	test('when sign-up is over it is given for those who have a place, or falls away with all of them', async () => {
		const [first, second] = schools as [School, School];
		await open({ confirmation: 'at-once', places: 2 });
		for (const school of [first, second]) await apply(school);
		await admin.ok(endpoints.closeOpening, { params: params() });
		await close(first);
		expect(await lesson()).toMatchObject({ status: 'planned' });
		await close(second);
		expect(await lesson()).toMatchObject({ status: 'cancelled', cancelCause: 'calendar' });
		await reopen();
		expect(await lesson()).toMatchObject({ status: 'planned' });
		expect(await states()).toEqual(['accepted', 'accepted', 'none']);
	});
});
