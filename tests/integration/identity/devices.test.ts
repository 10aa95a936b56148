import { ATTENDED_HEADER, ClassroomId, endpoints, SchoolId } from '@classroom/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Revocation } from '../../../server/src/identity/index.ts';
import { DEVICE_IDLE_MS, DEVICE_LEAD_MS } from '../../../server/src/identity/index.ts';
import { memoryCarrier } from '../../../server/src/platform/index.ts';
import type { Browser } from './browser.ts';
import type { Installation } from './installation.ts';
import { baihe, onBothDatabases, PASSWORD, qingshan, startInstallation } from './installation.ts';

const classroomId = ClassroomId.parse('classroom-1');
const elsewhere = ClassroomId.parse('classroom-9');
const school1 = SchoolId.parse('school-1');

const addClassrooms = ({ schools }: Installation): void => {
	const common = { name: '一号教室', school: '石板小学' };
	schools.classrooms.set(classroomId, {
		...common,
		classroomId,
		schoolId: school1,
		countyId: baihe,
		county: '白河县',
	});
	schools.classrooms.set(elsewhere, {
		...common,
		classroomId: elsewhere,
		schoolId: SchoolId.parse('school-9'),
		countyId: qingshan,
		county: '青山县',
	});
};

onBothDatabases('devices', (newUrl) => {
	let url: string;
	let here: Installation;
	let admin: Browser;
	beforeEach(async () => {
		url = await newUrl();
		here = await startInstallation({ url });
		addClassrooms(here);
		await here.addPerson('county', { role: 'county-admin', name: '县管理员' });
		await here.addPerson('school1', { role: 'school-admin', schoolId: school1 });
		await here.addPerson('school2', { role: 'school-admin', schoolId: SchoolId.parse('school-2') });
		await here.addPerson('teacher');
		admin = await here.signedIn('county');
	});
	afterEach(() => here.close());

	const begin = (browser: Browser) => browser.ok(endpoints.beginPairing);
	const poll = (browser: Browser, { pairingId, secret }: { pairingId: string; secret: string }) =>
		browser.ok(endpoints.pollPairing, { params: { pairingId }, body: { secret } });
	const confirm = (browser: Browser, code: string, classroom = classroomId) =>
		browser.code(endpoints.confirmPairing, { body: { code, classroomId: classroom } });
	const paired = async (): Promise<Browser> => {
		const device = here.browser();
		const pairing = await begin(device);
		expect(await confirm(admin, pairing.code)).toBe('ok');
		expect(await poll(device, pairing)).toEqual({ status: 'paired' });
		return device;
	};

	test('a code on the screen, an administrator, and the device is its classroom', async () => {
		const device = here.browser();
		const pairing = await begin(device);
		expect(pairing.code).toMatch(/^[2-9A-HJKMNP-Z]{6}$/);
		expect(pairing.expiresAt).toBe(here.clock.now() + 600_000);
		expect(await poll(device, pairing)).toEqual({ status: 'waiting' });
		const typed = `${pairing.code.slice(0, 3).toLowerCase()} ${pairing.code.slice(3)}`;
		const info = await admin.ok(endpoints.confirmPairing, { body: { code: typed, classroomId } });
		expect(info).toMatchObject({ classroomId, pairedBy: '县管理员', lastSeenAt: null, revokedAt: null });
		expect(await poll(device, pairing)).toEqual({ status: 'paired' });
		const line = device.setCookies.get('scc_device') ?? '';
		expect(line).toMatch(/HttpOnly.*SameSite=Strict/);
		expect(await device.ok(endpoints.session)).toMatchObject({
			kind: 'classroom',
			classroomId,
			name: '一号教室',
			school: '石板小学',
			county: '白河县',
		});
		const { items } = await admin.ok(endpoints.listDevices, { params: { classroomId } });
		expect(items).toEqual([{ ...info, lastSeenAt: here.clock.now() }]);
	});

	test('a lost answer costs nothing: asking again gives the same token', async () => {
		const device = here.browser();
		const pairing = await begin(device);
		await confirm(admin, pairing.code);
		await poll(device, pairing);
		const token = device.cookies.get('scc_device');
		device.cookies.clear();
		device.csrfToken = '';
		await poll(device, pairing);
		expect(device.cookies.get('scc_device')).toBe(token);
	});

	test('the code alone is no token: only the secret fetches it', async () => {
		const pairing = await begin(here.browser());
		await confirm(admin, pairing.code);
		const thief = here.browser('203.0.113.66');
		const ask = { params: { pairingId: pairing.pairingId }, body: { secret: 'guessed' } };
		expect(await thief.code(endpoints.pollPairing, ask)).toBe('pairing-not-found');
		expect(thief.cookies.size).toBe(0);
	});

	test('whoever was signed in on the device is signed out when it becomes a classroom', async () => {
		const device = await here.signedIn('teacher');
		const session = device.copy();
		const pairing = await begin(device);
		await confirm(admin, pairing.code);
		await poll(device, pairing);
		expect((await device.ok(endpoints.session)).kind).toBe('classroom');
		expect((await session.ok(endpoints.session)).kind).toBe('anonymous');
	});

	test('a code holds ten minutes, and once', async () => {
		const device = here.browser();
		const late = await begin(device);
		here.clock.advance(600_000);
		expect(await confirm(admin, late.code)).toBe('pairing-expired');
		expect(await poll(device, late)).toEqual({ status: 'expired' });
		const pairing = await begin(device);
		expect(await confirm(admin, pairing.code)).toBe('ok');
		expect(await confirm(admin, pairing.code)).toBe('pairing-not-found');
	});

	test('two administrators at once: one of them pairs', async () => {
		const { code } = await begin(here.browser());
		const second = await here.signedIn('school1');
		const codes = await Promise.all([confirm(admin, code), confirm(second, code)]);
		expect(codes.toSorted()).toEqual(['ok', 'pairing-not-found']);
	});

	test("only the county's and the school's own administrators", async () => {
		const { code } = await begin(here.browser());
		expect(await confirm(here.browser(), code)).toBe('signed-out');
		expect(await confirm(await here.signedIn('teacher'), code)).toBe('forbidden');
		expect(await confirm(await here.signedIn('school2'), code)).toBe('forbidden');
		expect(await confirm(admin, code, elsewhere)).toBe('other-county');
		expect(await confirm(admin, code, ClassroomId.parse('nowhere'))).toBe('not-found');
		expect(await confirm(await here.signedIn('school1'), code)).toBe('ok');
	});

	test('codes that do not exist are slowed down', async () => {
		for (let turn = 0; turn < 10; turn += 1) expect(await confirm(admin, '222222')).toBe('pairing-not-found');
		const { code } = await begin(here.browser());
		expect(await confirm(admin, code)).toBe('sign-in-locked');
		here.clock.advance(5000);
		expect(await confirm(admin, code)).toBe('ok');
		expect(await confirm(admin, 'O0I1L!')).toBe('bad-request, code bad-format');
	});

	test('who opens codes as fast as they can takes no code and no place from anybody', async () => {
		const shown = await begin(here.browser('203.0.113.66'));
		const child = (): Promise<string> => here.browser('203.0.113.66').code(endpoints.beginPairing);
		const codes = await Promise.all(Array.from({ length: 60 }, child));
		expect(new Set(codes)).toEqual(new Set(['ok', 'too-many-requests']));
		await begin(here.browser('198.51.100.7'));
		// A device asks again by itself: the next second is as good as any.
		await vi.waitFor(() => begin(here.browser('203.0.113.66')), { timeout: 60_000, interval: 300 });
		expect(await confirm(admin, shown.code)).toBe('ok');
	});

	test('a revoked device is out at once, and every server is told', async () => {
		const carrier = memoryCarrier();
		const there = await startInstallation({ url, carrier, clock: here.clock });
		const yonder = await startInstallation({ url, carrier, clock: here.clock });
		try {
			addClassrooms(there);
			const device = await paired();
			const heard = new Promise<Revocation>((resolve) => yonder.identity.onRevoked(resolve));
			const { items } = await admin.ok(endpoints.listDevices, { params: { classroomId } });
			const { deviceId } = items[0]!;
			const administrator = await there.signedIn('school1');
			await administrator.ok(endpoints.revokeDevice, { params: { deviceId } });
			expect((await device.ok(endpoints.session)).kind).toBe('anonymous');
			expect(await heard).toEqual({ kind: 'device', deviceId, countyId: baihe });
			// Again: nothing happens twice.
			await administrator.ok(endpoints.revokeDevice, { params: { deviceId } });
			const { items: after } = await admin.ok(endpoints.listDevices, { params: { classroomId } });
			expect(after[0]!.revokedAt).toBe(here.clock.now());
		} finally {
			await there.close();
			await yonder.close();
		}
	});

	test("another county's or school's devices cannot be listed or revoked", async () => {
		await paired();
		const { items } = await admin.ok(endpoints.listDevices, { params: { classroomId } });
		const params = { deviceId: items[0]!.deviceId };
		await here.addPerson('stranger', { role: 'county-admin', countyId: qingshan });
		const stranger = await here.signedIn('stranger');
		expect(await stranger.code(endpoints.listDevices, { params: { classroomId } })).toBe('other-county');
		expect(await stranger.code(endpoints.revokeDevice, { params })).toBe('other-county');
		expect(await stranger.code(endpoints.revokeDevice, { params: { deviceId: 'nothing' } })).toBe(
			'not-found',
		);
		const neighbour = await here.signedIn('school2');
		expect(await neighbour.code(endpoints.listDevices, { params: { classroomId } })).toBe('forbidden');
		expect(await neighbour.code(endpoints.revokeDevice, { params })).toBe('forbidden');
	});

	test("a device's requests need its own CSRF token, and it cannot be signed out in passing", async () => {
		const device = await paired();
		expect(await device.code(endpoints.signOut)).toBe('bad-csrf-token');
		await device.ok(endpoints.session);
		expect(await device.code(endpoints.signOut)).toBe('forbidden');
		expect((await device.ok(endpoints.session)).kind).toBe('classroom');
	});

	test('a teacher may sign in on the device, and leaves a classroom behind', async () => {
		const device = await paired();
		await device.ok(endpoints.session);
		await device.ok(endpoints.signIn, { body: { loginName: 'teacher', password: PASSWORD } });
		expect((await device.ok(endpoints.session)).kind).toBe('person');
		await device.ok(endpoints.signOut);
		expect((await device.ok(endpoints.session)).kind).toBe('classroom');
	});

	const teacherOnDevice = async (): Promise<Browser> => {
		const device = await paired();
		await device.ok(endpoints.session);
		await device.ok(endpoints.signIn, { body: { loginName: 'teacher', password: PASSWORD } });
		return device;
	};
	const kindOf = async (browser: Browser, attended = false): Promise<string> =>
		(await browser.ok(endpoints.session, { headers: attended ? { [ATTENDED_HEADER]: '1' } : {} })).kind;

	test('who leaves it alone for ten minutes is signed out on it, and nowhere else', async () => {
		const elsewhereToo = await here.signedIn('teacher');
		const device = await teacherOnDevice();
		const ended = new Set<string>();
		here.identity.onRevoked((revocation) => ended.add(revocation.kind));
		here.clock.advance(DEVICE_IDLE_MS - 1000);
		expect(await kindOf(device, true)).toBe('person');
		here.clock.advance(DEVICE_IDLE_MS - 1000);
		expect(await kindOf(device)).toBe('person');
		here.clock.advance(1000);
		// Too late: nobody takes over what the last one left open.
		expect(await kindOf(device, true)).toBe('classroom');
		expect([...ended]).toEqual(['session']);
		expect(await kindOf(elsewhereToo)).toBe('person');
	});

	test("the device is its classroom again before the classroom's next lesson opens", async () => {
		const opening = here.clock.now() + 5 * 60_000;
		here.openings.set(classroomId, [opening]);
		const device = await teacherOnDevice();
		here.clock.advance(5 * 60_000 - DEVICE_LEAD_MS - 1);
		expect(await kindOf(device, true)).toBe('person');
		here.clock.advance(1);
		expect(await kindOf(device, true)).toBe('classroom');
		// Who signs in all the same has until it opens, and who does so after that is meant to be there.
		await device.ok(endpoints.signIn, { body: { loginName: 'teacher', password: PASSWORD } });
		expect(await kindOf(device, true)).toBe('person');
		here.clock.advance(DEVICE_LEAD_MS);
		expect(await kindOf(device, true)).toBe('classroom');
		await device.ok(endpoints.signIn, { body: { loginName: 'teacher', password: PASSWORD } });
		here.clock.advance(DEVICE_IDLE_MS - 1);
		expect(await kindOf(device, true)).toBe('person');
	});

	test('who teaches on the device stays until the lesson is left', async () => {
		const device = await teacherOnDevice();
		here.openings.set(classroomId, [here.clock.now() + 60 * 60_000]);
		const rows = await here.database
			.as<{ person_session: { session_id: string } }>()
			.selectFrom('person_session')
			.select('session_id')
			.execute();
		const all = new Set(rows.map((row) => row.session_id));
		here.identity.spareSeated({ sessionIds: () => [...all] });
		here.clock.advance(60 * 60_000);
		expect(await kindOf(device)).toBe('person');
		all.clear();
		here.clock.advance(DEVICE_IDLE_MS);
		expect(await kindOf(device)).toBe('classroom');
	});

	test('unpaired, online while seen, offline after two minutes; gone with its classroom', async () => {
		const state = async () =>
			(await here.identity.devices.stateOf([classroomId, elsewhere])).get(classroomId);
		expect(await state()).toBeUndefined();
		const device = await paired();
		await device.ok(endpoints.session);
		expect(await state()).toBe('online');
		here.clock.advance(120_001);
		expect(await state()).toBe('offline');
		await device.ok(endpoints.session);
		expect(await state()).toBe('online');
		here.schools.classrooms.delete(classroomId);
		expect((await device.ok(endpoints.session)).kind).toBe('anonymous');
		await here.identity.devices.revokeAllOf(classroomId);
		expect(await state()).toBeUndefined();
	});
});
