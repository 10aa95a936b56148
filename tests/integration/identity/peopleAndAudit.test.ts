import { ClassGroupId, endpoints, SchoolId } from '@classroom/protocol';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NewPerson } from '../../../server/src/identity/index.ts';
import type { Installation } from './installation.ts';
import { baihe, onBothDatabases, qingshan, startInstallation } from './installation.ts';

onBothDatabases('people', (newUrl) => {
	let here: Installation;
	beforeEach(async () => {
		here = await startInstallation({ url: await newUrl() });
	});
	afterEach(() => here.close());

	const student = (loginName: string, name: string, more: Partial<NewPerson> = {}): NewPerson => ({
		countyId: baihe,
		loginName,
		name,
		role: 'student',
		schoolId: SchoolId.parse('school-1'),
		classGroupId: ClassGroupId.parse('class-1'),
		subjects: [],
		password: null,
		mustChangePassword: false,
		...more,
	});

	test('a login name is taken in the whole installation, however it is written', async () => {
		await here.addPerson('Wang.Li');
		for (const name of ['wang.li', 'WANG.LI', 'ｗａｎｇ.li']) {
			await expect(here.addPerson(name, { countyId: qingshan })).rejects.toMatchObject({
				code: 'login-name-taken',
			});
		}
		const many = [student('new.one', '新'), student('wang.LI', '旧')];
		await expect(here.identity.people.createMany(many)).rejects.toMatchObject({ code: 'login-name-taken' });
		expect(await here.identity.people.count({ countyId: baihe })).toBe(1);
	});

	test('another county finds nobody, changes nobody, removes nobody', async () => {
		const { people } = here.identity;
		const { personId, ...person } = await here.addPerson('wang', { subjects: ['music'] });
		expect(await people.find(baihe, personId)).toEqual({ personId, ...person });
		expect(await people.find(qingshan, personId)).toBeNull();
		const notFound = { code: 'not-found' };
		await expect(people.update(qingshan, personId, person)).rejects.toMatchObject(notFound);
		await expect(people.resetPassword(qingshan, personId, 'x'.repeat(12))).rejects.toMatchObject(notFound);
		await expect(people.remove(qingshan, personId)).rejects.toMatchObject(notFound);
		expect((await people.list({ countyId: qingshan, limit: 10 })).items).toEqual([]);
		expect(await people.find(baihe, personId)).toEqual({ personId, ...person });
	});

	test('search: those that begin with it first, then those that contain it, page by page', async () => {
		const { people } = here.identity;
		const names = ['王芳', '小王', '王伟', '李强', '老王头', '100%', 'Émile'];
		await people.createMany(names.map((name, number) => student(`s${number}`, name)));
		await people.createMany([student('wang', '汪洋')]);
		const search = async (text: string, limit: number) => {
			const found: string[] = [];
			let cursor: string | undefined;
			for (;;) {
				const page = await people.list({
					countyId: baihe,
					search: text,
					limit,
					...(cursor === undefined ? {} : { cursor }),
				});
				expect(page.items.length).toBeLessThanOrEqual(limit);
				found.push(...page.items.map(({ name }) => name));
				if (page.next === null) return { found, total: page.total };
				cursor = page.next;
			}
		};
		for (const limit of [1, 2, 3, 50]) {
			expect(await search('王', limit)).toEqual({ found: ['王伟', '王芳', '小王', '老王头'], total: 4 });
			expect((await search('', limit)).found).toHaveLength(8);
		}
		expect((await search('WANG', 5)).found).toEqual(['汪洋']);
		expect((await search('%', 5)).found).toEqual(['100%']);
		expect((await search('_', 5)).found).toEqual([]);
		expect((await search('émile'.normalize('NFD'), 5)).found).toEqual(['Émile']);
		await expect(people.list({ countyId: baihe, cursor: 'nowhere', limit: 5 })).rejects.toMatchObject({
			code: 'bad-request',
		});
	});

	test('lists and counts by role, school and class', async () => {
		const { people } = here.identity;
		const other = { classGroupId: ClassGroupId.parse('class-2'), schoolId: SchoolId.parse('school-2') };
		await people.createMany([
			student('a', '甲'),
			student('b', '乙'),
			student('c', '丙', other),
			student('d', '丁', { role: 'teacher', classGroupId: null, subjects: ['art', 'music'] }),
		]);
		const names = async (filter: object) =>
			(await people.list({ countyId: baihe, limit: 10, ...filter })).items.map(({ name }) => name);
		expect(await names({ role: 'teacher' })).toEqual(['丁']);
		expect(await names({ schoolId: 'school-2' })).toEqual(['丙']);
		expect(await names({ classGroupId: 'class-1', search: '甲' })).toEqual(['甲']);
		expect(await people.count({ countyId: baihe, schoolId: SchoolId.parse('school-1') })).toBe(3);
		expect(Object.fromEntries(await people.studentsByClassGroup(baihe))).toEqual({
			'class-1': 2,
			'class-2': 1,
		});
		const [teacher] = (await people.list({ countyId: baihe, limit: 1, role: 'teacher' })).items;
		expect(teacher!.subjects).toEqual(['art', 'music']);
		expect((await people.findMany([teacher!.personId])).get(teacher!.personId)).toEqual(teacher);
	});

	test('a thousand at once', async () => {
		const many = Array.from({ length: 1000 }, (_, number) => student(`s${number}`, `学生 ${number}`));
		await here.identity.people.createMany(many);
		const { total, items } = await here.identity.people.list({ countyId: baihe, limit: 200 });
		expect([total, items.length]).toEqual([1000, 200]);
	});

	test('another role, school or class ends the sessions; another name does not', async () => {
		const { personId, ...person } = await here.addPerson('wang');
		const browser = await here.signedIn('wang');
		const kind = async () => (await browser.ok(endpoints.session)).kind;
		await here.identity.people.update(baihe, personId, { ...person, name: 'e\u0301' });
		expect(await browser.ok(endpoints.session)).toMatchObject({ name: '\u00e9' });
		await here.identity.people.update(baihe, personId, { ...person, role: 'assistant' });
		expect(await kind()).toBe('anonymous');
	});

	test('whoever is removed is gone, with their sessions', async () => {
		const { personId } = await here.addPerson('wang');
		const browser = await here.signedIn('wang');
		await here.identity.people.remove(baihe, personId);
		expect((await browser.ok(endpoints.session)).kind).toBe('anonymous');
		expect(await here.identity.people.find(baihe, personId)).toBeNull();
		await here.addPerson('wang');
	});

	test('a county keeps its last administrator, even against two who remove each other at once', async () => {
		const { people } = here.identity;
		const one = await here.addPerson('one', { role: 'county-admin' });
		await here.addPerson('foreign', { role: 'county-admin', countyId: qingshan });
		const last = { code: 'last-administrator' };
		await expect(people.update(baihe, one.personId, { ...one, disabled: true })).rejects.toMatchObject(last);
		await expect(people.update(baihe, one.personId, { ...one, role: 'teacher' })).rejects.toMatchObject(last);
		await expect(people.remove(baihe, one.personId)).rejects.toMatchObject(last);
		const two = await here.addPerson('two', { role: 'county-admin' });
		const results = await Promise.allSettled([
			people.remove(baihe, one.personId),
			people.remove(baihe, two.personId),
		]);
		expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
		expect(await people.count({ countyId: baihe, role: 'county-admin' })).toBe(1);
	});
});

onBothDatabases('the audit log', (newUrl) => {
	let here: Installation;
	beforeEach(async () => {
		here = await startInstallation({ url: await newUrl() });
	});
	afterEach(() => here.close());

	test('newest first, by pages, searchable, and only the own county', async () => {
		const { personId } = await here.addPerson('admin', { role: 'county-admin', name: '县管理员' });
		const { audit } = here.identity;
		for (let number = 1; number <= 5; number += 1) {
			here.clock.advance(1000);
			await audit.record({
				actor: { person: personId },
				countyId: baihe,
				action: 'school.created',
				subject: { text: `石板小学 ${number}` },
				details: { number },
			});
		}
		await audit.record({
			actor: null,
			countyId: qingshan,
			action: 'school.created',
			subject: { text: '别处' },
		});
		await audit.record({ actor: null, countyId: null, action: 'installation.started' });
		here.clock.advance(1000);
		const browser = await here.signedIn('admin');
		const all = await browser.ok(endpoints.audit);
		expect(all.total).toBe(6);
		expect(all.items[0]).toMatchObject({ action: 'session.began', actor: '县管理员', subject: '县管理员' });
		const first = await browser.ok(endpoints.audit, { query: { limit: '4' } });
		const second = await browser.ok(endpoints.audit, { query: { limit: '4', cursor: first.next! } });
		expect([...first.items, ...second.items]).toEqual(all.items);
		expect(second.next).toBeNull();
		const found = async (search: string) => (await browser.ok(endpoints.audit, { query: { search } })).items;
		expect((await found('小学 3')).map(({ details }) => details)).toEqual([{ number: 3 }]);
		expect(await found('SESSION')).toHaveLength(1);
		expect(await found('县管')).toHaveLength(6);
		expect(await found('别处')).toEqual([]);
		expect(await found('%')).toEqual([]);
	});

	test('only county administrators read it', async () => {
		for (const role of ['school-admin', 'teacher', 'assistant', 'student', 'inspector'] as const) {
			await here.addPerson(role, { role });
			expect(await (await here.signedIn(role)).code(endpoints.audit)).toBe('forbidden');
		}
		expect(await here.browser().code(endpoints.audit)).toBe('signed-out');
	});

	test('it only grows: the database refuses to change or delete', async () => {
		await here.identity.audit.record({ actor: null, countyId: baihe, action: 'school.created' });
		const db = here.database.as<{ audit_entry: { action: string } }>();
		await expect(sql`update audit_entry set action = 'nothing'`.execute(db)).rejects.toThrow('append-only');
		await expect(sql`delete from audit_entry`.execute(db)).rejects.toThrow('append-only');
		expect(await db.selectFrom('audit_entry').select('action').execute()).toEqual([
			{ action: 'school.created' },
		]);
	});

	test('no secrets, no children, and names that can be erased', async () => {
		const { personId } = await here.addPerson('child', { role: 'student' });
		await here.addPerson('admin', { role: 'county-admin' });
		await here.signedIn('child');
		await here.identity.audit.record({
			actor: null,
			countyId: baihe,
			action: 'person.created',
			subject: { person: personId },
			details: { password: 'correct horse', role: 'student' },
		});
		here.clock.advance(1000);
		const browser = await here.signedIn('admin');
		const read = async () => (await browser.ok(endpoints.audit)).items.at(-1);
		expect(await read()).toMatchObject({
			action: 'person.created',
			subject: 'child',
			details: { password: '[redacted]', role: 'student' },
		});
		await here.identity.people.remove(baihe, personId);
		expect(await read()).toMatchObject({ subject: personId });
	});
});
