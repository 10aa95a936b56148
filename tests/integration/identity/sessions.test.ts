import { ATTENDED_HEADER, endpoints, identityEndpoints } from '@classroom/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Revocation } from '../../../server/src/identity/index.ts';
import { SEATED_MS, SESSION_IDLE_MS, SESSION_LIFE_MS } from '../../../server/src/identity/index.ts';
import { memoryCarrier } from '../../../server/src/platform/index.ts';
import type { Installation } from './installation.ts';
import { baihe, onBothDatabases, PASSWORD, RECORDER_TOKEN, startInstallation } from './installation.ts';

onBothDatabases('sessions', (newUrl) => {
	let here: Installation;
	let url: string;
	beforeEach(async () => {
		url = await newUrl();
		here = await startInstallation({ url });
		await here.addPerson('wang', { name: '王老师' });
	});
	afterEach(() => here.close());

	/** As a page asks whose person does something. */
	const use = (browser: ReturnType<typeof here.browser>) =>
		browser.ok(endpoints.session, { headers: { [ATTENDED_HEADER]: '1' } });
	const kindOf = async (browser: ReturnType<typeof here.browser>) =>
		(await browser.ok(endpoints.session)).kind;

	test('every endpoint of the contract is served', () => {
		const served = here.routes.map(({ method, path }) => `${method} ${path}`);
		const wanted = Object.values(identityEndpoints).map(({ method, path }) => `${method} ${path}`);
		expect(wanted.filter((each) => !served.includes(each))).toEqual([]);
	});

	test('nobody is anonymous', async () => {
		expect(await here.browser().ok(endpoints.session)).toEqual({
			kind: 'anonymous',
			mode: 'production',
			csrfToken: '',
			serverNow: here.clock.now(),
		});
	});

	test('signing in: any way to write the name, a strict cookie, and no secret in the database', async () => {
		const browser = here.browser();
		const info = await browser.ok(endpoints.signIn, { body: { loginName: ' ＷANG ', password: PASSWORD } });
		expect(info).toMatchObject({ kind: 'person', name: '王老师', role: 'teacher', countyId: baihe });
		expect(await browser.ok(endpoints.session)).toEqual(info);
		const line = browser.setCookies.get('scc_session') ?? '';
		expect(line).toContain('HttpOnly');
		expect(line).toContain('SameSite=Strict');
		// Longer than the session by the longest day: see the entrance.
		expect(line).toContain(`Max-Age=${SESSION_LIFE_MS / 1000 + 86_400}`);
		const rows = await here.database
			.as<{ person_session: Record<string, unknown>; person: Record<string, unknown> }>()
			.selectFrom('person_session')
			.selectAll()
			.execute();
		expect(rows).toHaveLength(1);
		expect(JSON.stringify(rows)).not.toContain(browser.cookies.get('scc_session'));
	});

	test('over HTTPS the cookie is Secure', async () => {
		const browser = here.browser();
		const headers = { 'x-forwarded-proto': 'https' };
		await browser.ok(endpoints.signIn, { body: { loginName: 'wang', password: PASSWORD }, headers });
		expect(browser.setCookies.get('scc_session')).toContain('Secure');
	});

	test('a secret that an attacker planted is never taken over, and the old session ends', async () => {
		const planted = here.browser();
		planted.cookies.set('scc_session', 'planted-by-somebody-else-0123456789');
		await planted.ok(endpoints.signIn, { body: { loginName: 'wang', password: PASSWORD } });
		expect(planted.cookies.get('scc_session')).not.toContain('planted');
		const before = planted.copy();
		await planted.ok(endpoints.signIn, { body: { loginName: 'wang', password: PASSWORD } });
		expect(await kindOf(before)).toBe('anonymous');
		expect(await kindOf(planted)).toBe('person');
	});

	test('a session ends after 12 hours of silence', async () => {
		const browser = await here.signedIn('wang');
		here.clock.advance(SESSION_IDLE_MS - 1000);
		expect((await use(browser)).kind).toBe('person');
		here.clock.advance(SESSION_IDLE_MS - 1000);
		expect((await use(browser)).kind).toBe('person');
		here.clock.advance(SESSION_IDLE_MS);
		expect(await kindOf(browser)).toBe('anonymous');
		expect(
			await browser.code(endpoints.changePassword, { body: { current: 'x', next: 'y'.repeat(10) } }),
		).toBe('signed-out');
	});

	test('a page that only asks by itself keeps nobody signed in', async () => {
		const browser = await here.signedIn('wang');
		for (let open = 0; open < SESSION_IDLE_MS - 300_000; open += 300_000) {
			here.clock.advance(300_000);
			expect(await kindOf(browser)).toBe('person');
		}
		here.clock.advance(300_000);
		expect(await kindOf(browser)).toBe('anonymous');
	});

	test.each(['idle', 'at the end of its life'])(
		'nobody is signed out in the middle of a lesson (%s), on no server',
		async (why) => {
			const carrier = memoryCarrier();
			const there = await startInstallation({ url, carrier, clock: here.clock });
			try {
				const browser = await there.signedIn('wang');
				const secret = browser.cookies.get('scc_session')!;
				const seated = new Set([
					(await there.identity.sessions.callerOf(secret, { attended: true, onDeviceOf: null }))!.sessionId,
				]);
				there.identity.spareSeated({ sessionIds: () => [...seated] });
				const ended: Revocation[] = [];
				there.identity.onRevoked((revocation) => ended.push(revocation));
				const began = here.clock.now();
				while (why !== 'idle' && here.clock.now() < began + SESSION_LIFE_MS - SESSION_IDLE_MS) {
					here.clock.advance(SESSION_IDLE_MS / 2);
					await use(browser);
				}
				here.clock.advance(SESSION_IDLE_MS - 120_000);
				// As it does every minute, where time does not jump.
				await there.identity.sessions.sweep();
				for (let minute = 0; minute < 40; minute += 1) {
					here.clock.advance(60_000);
					await there.identity.sessions.sweep();
					await here.identity.sessions.sweep();
					expect(await kindOf(browser)).toBe('person');
				}
				expect(ended).toEqual([]);
				seated.clear();
				here.clock.advance(SESSION_IDLE_MS + SEATED_MS);
				await here.identity.sessions.sweep();
				expect(await kindOf(browser)).toBe('anonymous');
			} finally {
				await there.close();
			}
		},
	);

	test('a session ends after 7 days, however much it is used', async () => {
		const browser = await here.signedIn('wang');
		for (let used = SESSION_IDLE_MS / 2; used < SESSION_LIFE_MS; used += SESSION_IDLE_MS / 2) {
			here.clock.advance(SESSION_IDLE_MS / 2);
			expect((await use(browser)).kind).toBe('person');
		}
		here.clock.advance(SESSION_IDLE_MS / 2);
		expect(await kindOf(browser)).toBe('anonymous');
	});

	test('signing out ends the session, not only the cookie; once more does no harm', async () => {
		const browser = await here.signedIn('wang');
		const stolen = browser.copy();
		await browser.ok(endpoints.signOut);
		expect(browser.cookies.has('scc_session')).toBe(false);
		expect(await kindOf(stolen)).toBe('anonymous');
		expect(await here.browser().code(endpoints.signOut)).toBe('ok');
	});

	test('a change needs the token of this very session, and our origin', async () => {
		const browser = await here.signedIn('wang');
		const other = await here.signedIn('wang');
		const forged = browser.copy();
		forged.csrfToken = '';
		expect(await forged.code(endpoints.signOut)).toBe('bad-csrf-token');
		forged.csrfToken = other.csrfToken;
		expect(await forged.code(endpoints.signOut)).toBe('bad-csrf-token');
		const origin = { origin: 'https://evil.example' };
		expect(await browser.code(endpoints.signOut, { headers: origin })).toBe('bad-origin');
		const body = { loginName: 'wang', password: PASSWORD };
		expect(await here.browser().code(endpoints.signIn, { body, headers: origin })).toBe('bad-origin');
		expect(await kindOf(browser)).toBe('person');
	});

	test('a new password: the old one asked for, another one wanted, other sessions end', async () => {
		const browser = await here.signedIn('wang');
		const other = await here.signedIn('wang');
		const change = (current: string, next: string) =>
			browser.code(endpoints.changePassword, { body: { current, next } });
		expect(await change('wrong password', 'new password 1')).toBe('wrong-name-or-password');
		expect(await change(PASSWORD, PASSWORD)).toBe('password-unchanged');
		expect(await change(PASSWORD, 'short')).toBe('bad-request, next too-short');
		expect(await change(PASSWORD, 'new password 1')).toBe('ok');
		expect(await kindOf(browser)).toBe('person');
		expect(await kindOf(other)).toBe('anonymous');
		await here.signedIn('wang', 'new password 1');
		await expect(here.signedIn('wang')).rejects.toThrow('wrong-name-or-password');
	});

	test('whoever has a password from an administrator can do nothing but change it', async () => {
		const admin = await here.addPerson('admin', { role: 'county-admin' });
		const session = await here.signedIn('admin');
		await here.identity.people.resetPassword(baihe, admin.personId, 'first password');
		expect(await kindOf(session)).toBe('anonymous');
		const browser = await here.signedIn('admin', 'first password');
		expect(await browser.ok(endpoints.session)).toMatchObject({ mustChangePassword: true });
		expect(await browser.code(endpoints.audit)).toBe('forbidden');
		const same = { current: 'first password', next: 'first password' };
		expect(await browser.code(endpoints.changePassword, { body: same })).toBe('password-unchanged');
		await browser.ok(endpoints.changePassword, { body: { ...same, next: 'my own password' } });
		expect(await browser.ok(endpoints.session)).toMatchObject({ mustChangePassword: false });
		expect(await browser.code(endpoints.audit)).toBe('ok');
	});

	test('whoever is disabled is out at once, on every server, and cannot come back', async () => {
		const carrier = memoryCarrier();
		const there = await startInstallation({ url, carrier, clock: here.clock });
		const yonder = await startInstallation({ url, carrier, clock: here.clock });
		try {
			const heard = new Promise<Revocation>((resolve) => yonder.identity.onRevoked(resolve));
			const browser = await there.signedIn('wang');
			const { items } = await there.identity.people.list({ countyId: baihe, limit: 1 });
			const [wang] = items;
			await there.identity.people.update(baihe, wang!.personId, { ...wang!, disabled: true });
			expect(await kindOf(browser)).toBe('anonymous');
			expect(await heard).toMatchObject({ kind: 'session', countyId: baihe });
			await expect(there.signedIn('wang')).rejects.toThrow('wrong-name-or-password');
		} finally {
			await there.close();
			await yonder.close();
		}
	});

	test("what has expired is told to sockets' holders", async () => {
		await here.signedIn('wang');
		const heard = new Promise<Revocation>((resolve) => here.identity.onRevoked(resolve));
		await here.clock.advanceAsync(SESSION_IDLE_MS + 600_000);
		expect(await heard).toMatchObject({ kind: 'session' });
	});

	test('sessions and tokens hold across a restart of the server', async () => {
		const browser = await here.signedIn('wang');
		const again = await startInstallation({ url, clock: here.clock });
		try {
			const same = again.browser();
			for (const [name, value] of browser.cookies) same.cookies.set(name, value);
			same.csrfToken = browser.csrfToken;
			expect(await kindOf(same)).toBe('person');
			expect(await same.code(endpoints.signOut)).toBe('ok');
		} finally {
			await again.close();
		}
	});

	test("only the configured token is the recorder's, and cookies do not help a wrong one", async () => {
		const authenticate = async (bearer: string, cookies = {}) =>
			here.identity.callers.authenticate({ bearer, cookies, attended: true });
		expect(await authenticate(RECORDER_TOKEN)).toEqual({ kind: 'service', service: 'recorder' });
		const browser = await here.signedIn('wang');
		const cookies = Object.fromEntries(browser.cookies);
		expect(await authenticate(`${RECORDER_TOKEN.slice(1)}x`, cookies)).toEqual({ kind: 'anonymous' });
		const bearer = { authorization: `Bearer ${RECORDER_TOKEN}` };
		expect(await here.browser().code(endpoints.session, { headers: bearer })).toBe('forbidden');
		expect(await here.browser().code(endpoints.audit, { headers: bearer })).toBe('forbidden');
	});
});
