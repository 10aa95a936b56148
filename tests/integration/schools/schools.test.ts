// Schools, classrooms, classes and people: lists, forms, and whose they are.
import type { PersonRole, SchoolId } from '@classroom/protocol';
import { endpoints } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Installation, SignedIn } from './installation.ts';
import { addSchool, onBothDatabases, startInstallation } from './installation.ts';

const schoolBody = { kind: 'teaching-point', town: '罗山镇', linkDownKbps: 4000, linkUpKbps: 1000 };
const person = { name: '王秀兰', role: 'teacher', subjects: ['music'], classGroupId: null };
const password = 'a first password';

onBothDatabases('schools', (newUrl) => {
	let installation: Installation;
	let admin: SignedIn;
	let stranger: SignedIn;
	beforeAll(async () => {
		installation = await startInstallation(await newUrl());
	});
	afterAll(() => installation.close());
	beforeEach(async () => {
		const { home, abroad } = await installation.addCounties();
		admin = await installation.as('county-admin', home);
		stranger = await installation.as('county-admin', abroad);
	});

	const ofSchool = (role: PersonRole, schoolId: SchoolId): Promise<SignedIn> =>
		installation.as(role, admin.countyId, { schoolId });

	const refusals = async (): Promise<number> => {
		const { body } = await installation.metrics.text();
		return Number(/classroom_refused_total\{via="http",code="other-county"\} (\d+)/.exec(body)?.[1] ?? 0);
	};

	test('pages of a list have each school once, in order, with the total', async () => {
		for (let n = 0; n < 7; n += 1) await addSchool(admin, `第${n}小学`);
		const seen: string[] = [];
		let cursor: string | null = '';
		while (cursor !== null) {
			const query: Record<string, string> = { limit: '3', ...(cursor === '' ? {} : { cursor }) };
			const page: { items: { name: string; classrooms: number }[]; next: string | null; total: number } =
				await admin.ok(endpoints.listSchools, { query });
			expect(page.total).toBe(7);
			expect(page.items[0]?.classrooms).toBe(1);
			seen.push(...page.items.map((item) => item.name));
			cursor = page.next;
		}
		expect(seen).toHaveLength(7);
		expect(new Set(seen).size).toBe(7);
		for (const list of [endpoints.listClassrooms, endpoints.listClassGroups]) {
			const first = await admin.ok(list, { query: { limit: '4' } });
			const second = await admin.ok(list, { query: { limit: '4', cursor: first.next! } });
			expect(second.next).toBeNull();
			expect([...first.items, ...second.items]).toHaveLength(7);
		}
		for (const broken of ['x', 'bnVsbA', Buffer.from('[1,2,3,4]').toString('base64url')]) {
			expect(await admin.code(endpoints.listSchools, { query: { cursor: broken } })).toBe(
				'bad-request, cursor bad-format',
			);
		}
		expect(await admin.code(endpoints.listSchools, { query: { limit: '0' } })).toBe(
			'bad-request, limit out-of-range',
		);
	});

	test.each([
		['罗山', ['罗山教学点']],
		['%', ['100%小学']],
		['_', []],
		['\\', []],
		['ABC', ['abc 学校']],
		['ａｂｃ', ['abc 学校']],
		["'; drop table school; --", []],
		['', ['罗山教学点', '100%小学', 'abc 学校']],
	])('a search for %s finds %j', async (search, found) => {
		for (const name of ['罗山教学点', '100%小学', 'abc 学校']) {
			await admin.ok(endpoints.createSchool, { body: { ...schoolBody, name, town: null } });
		}
		const { items, total } = await admin.ok(endpoints.listSchools, { query: { search } });
		expect(items.map((item) => item.name).sort()).toEqual([...found].sort());
		expect(total).toBe(found.length);
	});

	test.each([
		['', 'bad-request, name required'],
		['x'.repeat(61), 'bad-request, name too-long'],
		['罗山'.repeat(5000), 'bad-request, name too-long'],
		['罗山\u202E小学', 'bad-request, name bad-characters'],
		['罗山\n小学', 'bad-request, name bad-characters'],
		['👩🏽‍🏫 学校', 'ok'],
		['مدرسة', 'ok'],
		['<script>alert(1)</script>', 'ok'],
	])('a school called %j: %s', async (name, outcome) => {
		expect(await admin.code(endpoints.createSchool, { body: { ...schoolBody, name } })).toBe(outcome);
		if (outcome !== 'ok') return;
		const { items } = await admin.ok(endpoints.listSchools, { query: { search: name } });
		expect(items.map((item) => item.name)).toEqual([name]);
	});

	test('a whole life of a school, its classroom and its class, with what is in use kept', async () => {
		const { schoolId, classroomId, classGroupId } = await addSchool(admin, '罗山教学点');
		const changed = await admin.ok(endpoints.updateSchool, {
			params: { schoolId },
			body: { ...schoolBody, name: '罗山小学' },
		});
		expect(changed).toMatchObject({ name: '罗山小学', linkDownKbps: 4000, classrooms: 1, classGroups: 1 });
		const student = { ...person, name: '子涵', role: 'student', schoolId, classGroupId, subjects: [] };
		const { personId, classGroup } = await admin.ok(endpoints.createPerson, {
			body: { ...student, loginName: 'zihan', password },
		});
		expect(classGroup).toBe('三年级');
		expect((await admin.ok(endpoints.listClassGroups)).items[0]?.students).toBe(1);

		expect(await admin.code(endpoints.deleteSchool, { params: { schoolId } })).toBe('still-in-use');
		expect(await admin.code(endpoints.deleteClassGroup, { params: { classGroupId } })).toBe('still-in-use');
		expect(await admin.code(endpoints.deletePerson, { params: { personId } })).toBe('ok');
		expect(await admin.code(endpoints.deleteClassGroup, { params: { classGroupId } })).toBe('ok');
		expect(await admin.code(endpoints.deleteSchool, { params: { schoolId } })).toBe('still-in-use');
		expect(await admin.code(endpoints.deleteClassroom, { params: { classroomId } })).toBe('ok');
		expect(await admin.code(endpoints.deleteSchool, { params: { schoolId } })).toBe('ok');
		expect(await admin.code(endpoints.deleteSchool, { params: { schoolId } })).toBe('not-found');

		const { items } = await admin.ok(endpoints.audit, { query: { limit: '100' } });
		const removals = items.map((entry) => entry.action).filter((action) => /deleted|removed/.test(action));
		expect(removals.sort()).toEqual([
			'class.deleted',
			'classroom.deleted',
			'person.removed',
			'school.deleted',
		]);
	});

	test("a classroom's device is unpaired, online, and offline after two minutes", async () => {
		const { classroomId } = await addSchool(admin, '罗山教学点');
		const state = async () => (await admin.ok(endpoints.listClassrooms)).items[0]?.device;
		expect(await state()).toBe('unpaired');
		const device = await installation.asDevice(classroomId);
		expect(await state()).toBe('online');
		installation.clock.advance(121_000);
		expect(await state()).toBe('offline');
		expect(await device.code(endpoints.listClassrooms)).toBe('forbidden');
		expect((await device.ok(endpoints.readCounty)).name).toBe('云岭县');
		expect(await admin.code(endpoints.deleteClassroom, { params: { classroomId } })).toBe('ok');
		expect(await device.code(endpoints.readCounty)).toBe('signed-out');
	});

	test("a school's administrator sees and changes the own school alone", async () => {
		const own = await addSchool(admin, '罗山教学点');
		const other = await addSchool(admin, '柳湾小学');
		const schoolAdmin = await ofSchool('school-admin', own.schoolId);
		for (const list of [endpoints.listSchools, endpoints.listClassrooms, endpoints.listClassGroups]) {
			const { items, total } = await schoolAdmin.ok(list);
			expect(items.map((item) => item.schoolId)).toEqual([own.schoolId]);
			expect(total).toBe(1);
		}
		const update = (schoolId: string) =>
			schoolAdmin.code(endpoints.updateSchool, {
				params: { schoolId },
				body: { ...schoolBody, name: '新名' },
			});
		expect(await update(own.schoolId)).toBe('ok');
		expect(await update(other.schoolId)).toBe('forbidden');
		expect(await schoolAdmin.code(endpoints.createSchool, { body: { ...schoolBody, name: '新' } })).toBe(
			'forbidden',
		);
		expect(await schoolAdmin.code(endpoints.deleteSchool, { params: { schoolId: own.schoolId } })).toBe(
			'forbidden',
		);
		const room = { name: '二号', kind: 'recording' };
		const addRoom = (schoolId: string) =>
			schoolAdmin.code(endpoints.createClassroom, { body: { ...room, schoolId } });
		expect(await addRoom(own.schoolId)).toBe('ok');
		expect(await addRoom(other.schoolId)).toBe('forbidden');
		const theirs = { params: { classroomId: other.classroomId } };
		expect(await schoolAdmin.code(endpoints.updateClassroom, { ...theirs, body: room })).toBe('forbidden');
		expect(await schoolAdmin.code(endpoints.deleteClassroom, theirs)).toBe('forbidden');
		const theirClass = { params: { classGroupId: other.classGroupId } };
		expect(
			await schoolAdmin.code(endpoints.updateClassGroup, {
				...theirClass,
				body: { name: '四年级', grade: 4 },
			}),
		).toBe('forbidden');
		expect(await schoolAdmin.code(endpoints.deleteClassGroup, theirClass)).toBe('forbidden');
	});

	test("another county's things are refused whoever asks, and counted", async () => {
		const { schoolId, classroomId, classGroupId } = await addSchool(admin, '罗山教学点');
		const room = { name: '二号', kind: 'recording' };
		const group = { name: '四年级', grade: 4 };
		const asked = [
			[endpoints.updateSchool, { params: { schoolId }, body: { ...schoolBody, name: '新' } }],
			[endpoints.deleteSchool, { params: { schoolId } }],
			[endpoints.createClassroom, { body: { ...room, schoolId } }],
			[endpoints.updateClassroom, { params: { classroomId }, body: room }],
			[endpoints.deleteClassroom, { params: { classroomId } }],
			[endpoints.createClassGroup, { body: { ...group, schoolId } }],
			[endpoints.updateClassGroup, { params: { classGroupId }, body: group }],
			[endpoints.deleteClassGroup, { params: { classGroupId } }],
		] as const;
		const before = await refusals();
		for (const [endpoint, request] of asked) {
			expect(await stranger.code(endpoint, request), endpoint.summary).toBe('other-county');
		}
		for (const list of [endpoints.listSchools, endpoints.listClassrooms, endpoints.listClassGroups]) {
			expect((await stranger.ok(list)).total).toBe(0);
		}
		for (const list of [endpoints.listClassrooms, endpoints.listClassGroups, endpoints.listPeople]) {
			const mine = { query: { schoolId, search: '罗山' } };
			expect((await stranger.ok(list, mine)).total).toBe(0);
		}
		expect((await stranger.ok(endpoints.listPeople, { query: { classGroupId } })).total).toBe(0);
		expect(await stranger.code(endpoints.listSchools, { query: { schoolId } })).toBe(
			'bad-request, schoolId unknown-field',
		);
		expect(await stranger.code(endpoints.listSchools, { query: { search: '\u0000' } })).toBe(
			'bad-request, search bad-characters',
		);
		expect(await stranger.code(endpoints.listPeople, { query: { cursor: '\u0000' } })).toBe(
			'bad-request, cursor bad-format',
		);
		expect((await refusals()) - before).toBe(asked.length);
	});

	test('who may look at the lists', async () => {
		const { schoolId } = await addSchool(admin, '罗山教学点');
		const inspector = await installation.as('inspector', admin.countyId);
		const lists = [endpoints.listSchools, endpoints.listClassrooms, endpoints.listClassGroups];
		for (const list of lists) expect((await inspector.ok(list)).total).toBe(1);
		expect(await inspector.code(endpoints.listPeople)).toBe('forbidden');
		expect(await inspector.code(endpoints.createSchool, { body: { ...schoolBody, name: '新' } })).toBe(
			'forbidden',
		);
		for (const role of ['teacher', 'assistant', 'student'] as const) {
			const somebody = await ofSchool(role, schoolId);
			for (const list of [
				...lists,
				endpoints.listPeople,
				endpoints.listCommunities,
				endpoints.listAgreements,
			]) {
				expect(await somebody.code(list)).toBe('forbidden');
			}
		}
		expect(await installation.browser().code(endpoints.listSchools)).toBe('signed-out');
	});

	test('people: whole, found, changed, and with a first password', async () => {
		const { schoolId, classGroupId } = await addSchool(admin, '罗山教学点');
		const elsewhere = await addSchool(admin, '柳湾小学');
		const create = (change: object) =>
			admin.code(endpoints.createPerson, {
				body: { ...person, schoolId, loginName: 'wangxiulan', password, ...change },
			});
		expect(await create({ schoolId: null })).toBe('bad-request, schoolId required');
		expect(await create({ schoolId: 'nothing' })).toBe('bad-request, schoolId not-found');
		expect(await create({ role: 'student' })).toBe('bad-request, classGroupId required');
		expect(await create({ role: 'student', classGroupId: elsewhere.classGroupId })).toBe(
			'bad-request, classGroupId not-found',
		);
		expect(await create({ password: 'short' })).toBe('bad-request, password too-short');
		for (const name of ['\u200B', '\u200D', '\u3164', '\u2800\u2800', '\uFE0F'])
			expect(await create({ name })).toBe('bad-request, name bad-characters');
		expect(await create({ role: 'headmaster' })).toBe('bad-request, role bad-format');
		expect(await create({ classGroupId })).toBe('ok');
		expect(await create({ loginName: 'WangXiuLan' })).toBe('login-name-taken');

		const { items } = await admin.ok(endpoints.listPeople, { query: { search: '秀兰', role: 'teacher' } });
		expect(items).toMatchObject([
			{ name: '王秀兰', school: '罗山教学点', classGroupId: null, subjects: ['music'] },
		]);
		const { personId } = items[0]!;
		const update = (change: object) =>
			admin.code(endpoints.updatePerson, {
				params: { personId },
				body: { ...person, schoolId, disabled: false, ...change },
			});
		expect(await update({ role: 'inspector', schoolId })).toBe('ok');
		expect((await admin.ok(endpoints.listPeople, { query: { role: 'inspector' } })).items[0]).toMatchObject({
			personId,
			schoolId: null,
			subjects: [],
		});
		const reset = { params: { personId }, body: { password: 'another password' } };
		expect(await admin.code(endpoints.resetPassword, reset)).toBe('ok');
		const signIn = { body: { loginName: 'wangxiulan', password: 'another password' } };
		expect(await installation.browser().ok(endpoints.signIn, signIn)).toMatchObject({
			mustChangePassword: true,
		});
	});

	test("a school's administrator reaches the own school's people alone, and makes nobody of the county", async () => {
		const own = await addSchool(admin, '罗山教学点');
		const other = await addSchool(admin, '柳湾小学');
		const schoolAdmin = await ofSchool('school-admin', own.schoolId);
		const theirs = await ofSchool('teacher', other.schoolId);
		const foreign = await installation.as('teacher', stranger.countyId);
		const body = { ...person, schoolId: own.schoolId, loginName: 'new', password };
		const create = (change: object) =>
			schoolAdmin.code(endpoints.createPerson, { body: { ...body, ...change } });
		expect(await create({ role: 'county-admin' })).toBe('forbidden');
		expect(await create({ role: 'inspector', schoolId: null })).toBe('forbidden');
		expect(await create({ schoolId: other.schoolId })).toBe('forbidden');
		expect(await create({})).toBe('ok');
		const { items } = await schoolAdmin.ok(endpoints.listPeople);
		expect(new Set(items.map((item) => item.schoolId))).toEqual(new Set([own.schoolId]));
		const filter = { query: { schoolId: other.schoolId } };
		expect((await schoolAdmin.ok(endpoints.listPeople, filter)).total).toBe(0);

		const change = { ...person, schoolId: own.schoolId, disabled: true };
		for (const [somebody, code] of [
			[theirs, 'forbidden'],
			[foreign, 'other-county'],
		] as const) {
			const params = { personId: somebody.personId };
			expect(await schoolAdmin.code(endpoints.updatePerson, { params, body: change })).toBe(code);
			expect(await schoolAdmin.code(endpoints.resetPassword, { params, body: { password } })).toBe(code);
			expect(await schoolAdmin.code(endpoints.deletePerson, { params })).toBe(code);
		}
		const nobody = { params: { personId: 'nobody' } };
		expect(await schoolAdmin.code(endpoints.deletePerson, nobody)).toBe('not-found');
		const mine = items.find((item) => item.name === '王秀兰')!;
		const moved = { ...change, schoolId: other.schoolId };
		expect(
			await schoolAdmin.code(endpoints.updatePerson, { params: { personId: mine.personId }, body: moved }),
		).toBe('forbidden');
	});

	test('the number of queries of a list does not grow with the list', async () => {
		const count = async () => {
			const before = installation.queries();
			const lists = [endpoints.listSchools, endpoints.listClassrooms, endpoints.listClassGroups];
			for (const list of [...lists, endpoints.listPeople, endpoints.listCommunities]) await admin.ok(list);
			return installation.queries() - before;
		};
		const addOfEach = async (name: string): Promise<void> => {
			const { schoolId, classGroupId } = await addSchool(admin, name);
			await admin.ok(endpoints.createCommunity, {
				body: { name: `${name}教共体`, kind: 'community', coreSchoolId: schoolId, from: '2026-01-01' },
			});
			await installation.as('student', admin.countyId, { schoolId, classGroupId });
		};
		await addOfEach('一小');
		const few = await count();
		for (let n = 0; n < 8; n += 1) await addOfEach(`第${n}小学`);
		expect(await count()).toBe(few);
		// Who is calling takes one of them in each request.
		expect(few).toBeLessThanOrEqual(5 * 5);
	});
});
