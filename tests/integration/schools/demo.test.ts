// The demonstration county: made once, quickly, in one piece; and always with a lesson to go to.
import { endpoints } from '@classroom/protocol';
import { expect, test } from 'vitest';
import { FakeClock } from '../../../server/src/platform/index.ts';
import { onBothDatabases, startInstallation } from './installation.ts';

onBothDatabases('the demonstration', (newUrl) => {
	test('an empty database gets the county in few statements, and once', async () => {
		const url = await newUrl();
		const clock = new FakeClock();
		const first = await startInstallation(url, { mode: 'demo', clock });
		const before = first.queries();
		await first.demo.start();
		// A thousand people, a statement for hundreds of them: what takes long is a round for each.
		expect(first.queries() - before).toBeLessThan(300);

		const { personas } = await first.browser().ok(endpoints.demoPersonas);
		const roles = personas.map(({ role }) => role);
		expect(roles.slice(0, 6).sort()).toEqual(
			['assistant', 'county-admin', 'inspector', 'school-admin', 'student', 'teacher'].sort(),
		);
		const classrooms = personas.filter(({ role }) => role === 'classroom');
		expect(classrooms.map(({ inCurrentLesson }) => inCurrentLesson)).toEqual([
			...Array<boolean>(4).fill(true),
			...Array<boolean>(4).fill(false),
		]);

		const admin = first.browser();
		const personaOf = (role: string) => personas.find((persona) => persona.role === role)!.personaId;
		await admin.ok(endpoints.demoSignIn, { body: { personaId: personaOf('county-admin') } });
		expect((await admin.ok(endpoints.listCommunities)).items).toHaveLength(9);
		expect((await admin.ok(endpoints.listSchools)).total).toBe(58);
		expect((await admin.ok(endpoints.listClassrooms, { query: { kind: 'interactive' } })).total).toBe(62);
		expect((await admin.ok(endpoints.listClassrooms, { query: { kind: 'recording' } })).total).toBe(8);
		const { terms } = await admin.ok(endpoints.listTerms);
		expect(terms.map(({ weeks }) => weeks)).toEqual([19, 21]);
		const bells = (await admin.ok(endpoints.listBells)).items;
		expect(bells.filter(({ schedules }) => schedules > 0)).toHaveLength(58);
		const { specialDays, closures } = await admin.ok(endpoints.readCalendar, {
			params: { termId: terms[0]!.termId },
		});
		expect(new Set(specialDays.map(({ kind }) => kind))).toEqual(new Set(['holiday', 'make-up', 'exam']));
		expect(closures.map(({ name }) => name)).toEqual(['桃园小学']);
		const people = (await admin.ok(endpoints.listPeople)).total;
		const lessons = (await admin.ok(endpoints.listLessons)).total;
		expect(lessons).toBeGreaterThan(5);
		const { lessons: day } = await admin.ok(endpoints.myDay);
		expect(new Set(day.map(({ status }) => status))).toContain('cancelled');
		const current = day.find(({ status }) => status === 'waiting');
		expect(current).toMatchObject({ kind: 'delivered', subject: 'music' });
		expect(current?.receivingClassrooms[0]?.school).toBe('罗山教学点');

		for (const role of ['teacher', 'assistant', 'student', 'classroom', 'school-admin', 'inspector']) {
			const visitor = first.browser();
			await visitor.ok(endpoints.demoSignIn, { body: { personaId: personaOf(role) } });
			const { lessons: own } = await visitor.ok(endpoints.myDay);
			expect(own.find(({ lessonId }) => lessonId === current?.lessonId)?.joinAs, role).not.toBeNull();
			expect(own.map(({ lessonId }) => lessonId)).toContain(current?.lessonId);
		}
		expect(await first.browser().code(endpoints.demoSignIn, { body: { personaId: 'person-nobody' } })).toBe(
			'not-found',
		);
		expect(await first.browser().code(endpoints.demoSignIn, { body: { personaId: '../../etc' } })).toBe(
			'not-found',
		);
		await first.close();

		const second = await startInstallation(url, { mode: 'demo', clock });
		await second.demo.start();
		const again = second.browser();
		await again.ok(endpoints.demoSignIn, { body: { personaId: personaOf('county-admin') } });
		expect((await again.ok(endpoints.listPeople)).total).toBe(people);
		expect((await again.ok(endpoints.listLessons)).total).toBe(lessons);
		expect((await again.ok(endpoints.listTerms)).terms).toEqual(terms);
		expect((await again.ok(endpoints.listBells)).items).toEqual(bells);

		// Whoever looks at the first page when the lesson is long over finds a new one.
		clock.advance(6 * 3_600_000);
		const late = (await second.browser().ok(endpoints.demoPersonas)).personas;
		expect(late.filter(({ inCurrentLesson, role }) => inCurrentLesson && role === 'classroom')).toHaveLength(
			4,
		);
		const many = await Promise.all([1, 2, 3].map(() => second.browser().ok(endpoints.demoPersonas)));
		expect(new Set(many.map((each) => JSON.stringify(each))).size).toBe(1);
		await second.close();
	});

	test('production refuses to start on its data, and says what to do', async () => {
		const url = await newUrl();
		const demo = await startInstallation(url, { mode: 'demo' });
		await demo.demo.start();
		await demo.close();
		const production = await startInstallation(url);
		await expect(production.demo.start()).rejects.toMatchObject({
			code: 'demonstration-data',
			message: expect.stringMatching(/DATA_DIR.*DATABASE_URL.*MODE=demo/) as unknown,
		});
		await production.close();
	});

	test('production never makes it, and a database that has a county is left alone', async () => {
		const url = await newUrl();
		const production = await startInstallation(url);
		await production.demo.start();
		expect(await production.schools.isEmpty()).toBe(true);
		expect(await production.browser().code(endpoints.demoPersonas)).toBe('demo-only');
		await production.addCounty('真实县');
		await production.close();
		const demo = await startInstallation(url, { mode: 'demo' });
		await demo.demo.start();
		expect((await demo.browser().ok(endpoints.demoPersonas)).personas).toEqual([]);
		await demo.close();
	});
});
