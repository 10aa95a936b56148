import { ClassroomId, endpoints, SchoolId } from '@classroom/protocol';
import type { PersonId } from '@classroom/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DemoPersonas } from '../../../server/src/identity/index.ts';
import type { Installation } from './installation.ts';
import { baihe, onBothDatabases, PASSWORD, startInstallation } from './installation.ts';

onBothDatabases('the first administrator', (newUrl) => {
	let here: Installation;
	beforeEach(async () => {
		here = await startInstallation({ url: await newUrl() });
	});
	afterEach(() => here.close());

	const newLink = async (): Promise<string> => {
		const link = await here.identity.firstAdministratorLink('https://class.example');
		expect(link).toMatch(/^https:\/\/class\.example\/setup\/[\w-]{43}$/);
		return link!.split('/').at(-1)!;
	};
	const input = (secret: string, more = {}) => ({
		secret,
		county: '白河县',
		name: '管理员',
		loginName: 'admin',
		password: PASSWORD,
		...more,
	});
	const counties = () =>
		here.database.as<{ test_county: { name: string } }>().selectFrom('test_county').select('name').execute();

	test('the link makes the county and its administrator, signs in, and holds once', async () => {
		const secret = await newLink();
		const browser = here.browser();
		await browser.ok(endpoints.readSetup, { params: { secret } });
		const info = await browser.ok(endpoints.setup, { body: input(secret) });
		expect(info).toMatchObject({ kind: 'person', role: 'county-admin', county: '白河县', schoolId: null });
		expect(await browser.ok(endpoints.session)).toEqual(info);
		expect(await counties()).toEqual([{ name: '白河县' }]);
		const another = input(secret, { loginName: 'second' });
		expect(await here.browser().code(endpoints.setup, { body: another })).toBe('link-used');
		expect(await here.browser().code(endpoints.readSetup, { params: { secret } })).toBe('link-used');
		expect(await here.identity.firstAdministratorLink('https://class.example')).toBeNull();
		await here.signedIn('admin');
		const { items } = await browser.ok(endpoints.audit);
		expect(items).toContainEqual(
			expect.objectContaining({ action: 'county.created', actor: '管理员', subject: '白河县' }),
		);
	});

	test('two who use it at once: one county', async () => {
		const secret = await newLink();
		const codes = await Promise.all(
			['one', 'two'].map((loginName) =>
				here.browser().code(endpoints.setup, { body: input(secret, { loginName }) }),
			),
		);
		expect(codes.toSorted()).toEqual(['link-used', 'ok']);
		expect(await counties()).toHaveLength(1);
	});

	test('what fails leaves nothing behind, and the link still holds', async () => {
		const secret = await newLink();
		here.schools.failNextCounty = true;
		expect(await here.browser().code(endpoints.setup, { body: input(secret) })).toBe('internal');
		expect(await counties()).toEqual([]);
		expect(await here.browser().code(endpoints.setup, { body: input(secret, { password: 'short' }) })).toBe(
			'bad-request, password too-short',
		);
		expect(await here.browser().code(endpoints.setup, { body: input(secret) })).toBe('ok');
	});

	test('a guessed link is none; a restart makes a new one, and the old fades', async () => {
		expect(await here.browser().code(endpoints.setup, { body: input('guessed') })).toBe('link-used');
		const first = await newLink();
		here.clock.advance(3_600_000);
		const second = await newLink();
		expect(await here.browser().code(endpoints.readSetup, { params: { secret: first } })).toBe('link-used');
		expect(await here.browser().code(endpoints.readSetup, { params: { secret: second } })).toBe('ok');
	});

	test('the secret is not in the database', async () => {
		const secret = await newLink();
		const rows = await here.database
			.as<{ setup_link: Record<string, unknown> }>()
			.selectFrom('setup_link')
			.selectAll()
			.execute();
		expect(rows).toHaveLength(1);
		expect(JSON.stringify(rows)).not.toContain(secret);
	});
});

onBothDatabases('the demonstration', (newUrl) => {
	const classroomId = ClassroomId.parse('classroom-1');
	let here: Installation;
	let wang: PersonId;
	const personas: DemoPersonas = {
		list: () =>
			Promise.resolve([
				{ personaId: 'teacher', role: 'teacher', name: '王老师', school: '中心小学', inCurrentLesson: true },
				{
					personaId: 'classroom',
					role: 'classroom',
					name: '一号教室',
					school: '石板小学',
					inCurrentLesson: true,
				},
			]),
		find: (personaId) =>
			Promise.resolve(
				personaId === 'teacher'
					? { kind: 'person', personId: wang }
					: personaId === 'classroom'
						? { kind: 'classroom', classroomId }
						: null,
			),
	};
	const start = async (mode: 'demo' | 'production') => {
		here = await startInstallation({ url: await newUrl(), mode, personas });
		wang = (await here.addPerson('wang', { password: null })).personId;
		here.schools.classrooms.set(classroomId, {
			classroomId,
			name: '一号教室',
			schoolId: SchoolId.parse('school-1'),
			school: '石板小学',
			countyId: baihe,
			county: '白河县',
		});
	};
	afterEach(() => here.close());
	const be = (personaId: string) => ({ body: { personaId } });

	describe('in demo mode', () => {
		beforeEach(() => start('demo'));

		test('a click, and one is somebody; another click, and one is a classroom', async () => {
			const browser = here.browser();
			const { personas: offered } = await browser.ok(endpoints.demoPersonas);
			expect(offered.map(({ personaId }) => personaId)).toEqual(['teacher', 'classroom']);
			const teacher = await browser.ok(endpoints.demoSignIn, be('teacher'));
			expect(teacher).toMatchObject({ kind: 'person', mode: 'demo', personId: wang });
			expect(await browser.ok(endpoints.session)).toEqual(teacher);
			const session = browser.copy();
			const classroom = await browser.ok(endpoints.demoSignIn, be('classroom'));
			expect(classroom).toMatchObject({ kind: 'classroom', classroomId, school: '石板小学' });
			expect(await browser.ok(endpoints.session)).toEqual(classroom);
			expect((await session.ok(endpoints.session)).kind).toBe('anonymous');
			await browser.ok(endpoints.demoSignIn, be('teacher'));
			await browser.ok(endpoints.signOut);
			expect((await browser.ok(endpoints.session)).kind).toBe('anonymous');
			expect(await browser.code(endpoints.demoSignIn, be('nobody'))).toBe('not-found');
		});

		test('all who are the same classroom share one device; revoked, the next click makes another', async () => {
			const [one, two] = [here.browser(), here.browser()];
			const first = await one.ok(endpoints.demoSignIn, be('classroom'));
			expect(await two.ok(endpoints.demoSignIn, be('classroom'))).toEqual(first);
			const devices = await here.identity.devices.listOf(classroomId);
			expect(devices).toHaveLength(1);
			await here.identity.devices.revoke(devices[0]!.deviceId);
			expect((await one.ok(endpoints.session)).kind).toBe('anonymous');
			one.csrfToken = '';
			expect((await one.ok(endpoints.demoSignIn, be('classroom'))).kind).toBe('classroom');
		});

		test('there is no password to guess and no link to find', async () => {
			await expect(here.signedIn('wang', '')).rejects.toThrow('bad-request');
			await expect(here.signedIn('wang', 'null')).rejects.toThrow('wrong-name-or-password');
			expect(await here.identity.firstAdministratorLink('http://x')).toBeNull();
		});
	});

	test('in production nobody is offered and nobody gets in, even if personas are there', async () => {
		await start('production');
		expect(await here.browser().code(endpoints.demoPersonas)).toBe('demo-only');
		expect(await here.browser().code(endpoints.demoSignIn, be('teacher'))).toBe('demo-only');
	});
});
