// The defences against guessing, and that nobody can turn them against somebody else.
import { endpoints } from '@classroom/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Browser } from './browser.ts';
import type { Installation } from './installation.ts';
import { onBothDatabases, PASSWORD, startInstallation } from './installation.ts';

onBothDatabases('sign-in limits', (newUrl) => {
	let here: Installation;
	beforeEach(async () => {
		here = await startInstallation({ url: await newUrl() });
		await here.addPerson('wang');
		await here.addPerson('li');
	});
	afterEach(() => here.close());

	const attempt = (browser: Browser, loginName: string, password: string) =>
		browser.code(endpoints.signIn, { body: { loginName, password } });
	const guess = (browser: Browser, loginName = 'wang') => attempt(browser, loginName, 'a wrong guess');
	const guessUntilLocked = async (browser: Browser, loginName = 'wang'): Promise<number> => {
		for (let guesses = 0; ; guesses += 1) {
			if ((await guess(browser, loginName)) === 'sign-in-locked') return guesses;
		}
	};

	/** What 200 failures on other names leave at an address, without the half minute that their hashes take. */
	const sprayed = async (address: string): Promise<void> => {
		const attempts = here.database.as<{ sign_in_attempt: { bucket: string; level: number; at: number } }>();
		const read = () => attempts.selectFrom('sign_in_attempt').select('bucket').execute();
		await guess(here.browser(address), 'first');
		const before = new Set((await read()).map(({ bucket }) => bucket));
		await guess(here.browser(address), 'second');
		const after = await read();
		const own = after.filter(({ bucket }) => !before.has(bucket)).map(({ bucket }) => bucket);
		expect([before.size, own.length]).toEqual([3, 2]);
		// The bucket that both names fill is the address's: those of the first name go.
		await attempts.updateTable('sign_in_attempt').set({ level: 210 }).where('level', '>', 1).execute();
	};

	test('an unknown name gets the same answers as a wrong password, to the lock and its wait', async () => {
		const answers = async (loginName: string, address: string) => {
			const browser = here.browser(address);
			const seen: unknown[] = [];
			for (let turn = 0; turn < 7; turn += 1) {
				const body = { loginName, password: 'a wrong guess' };
				const { status, body: answer, headers } = await browser.ask(endpoints.signIn, { body });
				seen.push([status, answer, headers.get('retry-after')]);
			}
			return seen;
		};
		const known = await answers('wang', '203.0.113.1');
		expect(await answers('nobody', '203.0.113.2')).toEqual(known);
		expect(known.at(-1)).toEqual([429, { code: 'sign-in-locked', details: { retryAfterSeconds: 2 } }, '2']);
	});

	test('while it is locked, the right password does not help; after the wait it does', async () => {
		const browser = here.browser();
		expect(await guessUntilLocked(browser)).toBe(5);
		expect(await attempt(browser, 'wang', PASSWORD)).toBe('sign-in-locked');
		here.clock.advance(2000);
		expect(await attempt(browser, 'wang', PASSWORD)).toBe('ok');
		expect(await guess(here.browser())).toBe('wrong-name-or-password');
	});

	test('many guesses at once are counted as many', async () => {
		const codes = await Promise.all(Array.from({ length: 12 }, () => guess(here.browser())));
		expect(codes.filter((code) => code === 'wrong-name-or-password')).toHaveLength(5);
		expect(codes.filter((code) => code === 'sign-in-locked')).toHaveLength(7);
	});

	test('who attacks a name from their own address locks nobody out elsewhere', async () => {
		await guessUntilLocked(here.browser('203.0.113.66'));
		expect(await attempt(here.browser('198.51.100.7'), 'wang', PASSWORD)).toBe('ok');
		expect(await attempt(here.browser('203.0.113.66'), 'li', PASSWORD)).toBe('ok');
	});

	test('a device that has signed in before gets in while its name is attacked from everywhere', async () => {
		const own = here.browser('198.51.100.7');
		expect(await attempt(own, 'wang', PASSWORD)).toBe('ok');
		own.cookies.delete('scc_session');
		own.csrfToken = '';
		// Its own address, and twenty others: name, address and both together are locked for strangers.
		await guessUntilLocked(here.browser('198.51.100.7'));
		for (let host = 1; host <= 20; host += 1) await guess(here.browser(`203.0.113.${host}`));
		expect(await attempt(here.browser('192.0.2.200'), 'wang', PASSWORD)).toBe('sign-in-locked');
		expect(await attempt(own, 'wang', PASSWORD)).toBe('ok');
		here.clock.advance(60_000);
		expect(await attempt(here.browser('192.0.2.200'), 'wang', PASSWORD)).toBe('ok');
	});

	test('a spraying neighbour: a name not tried yet gets in, known or unknown alike, and the third try waits', async () => {
		const school = '203.0.113.66';
		const tries = async (loginName: string): Promise<unknown[]> => {
			const seen: unknown[] = [];
			const body = { loginName, password: 'a wrong guess' };
			for (let turn = 0; turn < 3; turn += 1) {
				const { status, body: answer } = await here.browser(school).ask(endpoints.signIn, { body });
				seen.push([status, answer]);
			}
			return seen;
		};
		await sprayed(school);
		expect(await attempt(here.browser(school), 'li', PASSWORD)).toBe('ok');
		const known = await tries('wang');
		expect(await tries('nobody')).toEqual(known);
		expect(known.map((answer) => JSON.stringify(answer).slice(1, 4))).toEqual(['401', '401', '429']);
	});

	test("a known device has a bucket of its own, and is a stranger to other people's names", async () => {
		const own = here.browser();
		expect(await attempt(own, 'wang', PASSWORD)).toBe('ok');
		own.cookies.delete('scc_session');
		own.csrfToken = '';
		expect(await guessUntilLocked(own.copy(), 'li')).toBe(5);
		expect(await guessUntilLocked(own.copy())).toBe(10);
		expect(await attempt(own.copy(), 'wang', PASSWORD)).toBe('sign-in-locked');
		expect(await attempt(here.browser('192.0.2.1'), 'wang', PASSWORD)).toBe('ok');
	});

	test('an attacker cannot wash themselves clean with an account of their own', async () => {
		const browser = () => here.browser('203.0.113.66');
		for (let turn = 0; turn < 5; turn += 1) {
			expect(await guess(browser())).toBe('wrong-name-or-password');
			expect(await attempt(browser(), 'li', PASSWORD)).toBe('ok');
		}
		expect(await guess(browser())).toBe('sign-in-locked');
	});

	test('a forged cookie makes no known device', async () => {
		const browser = here.browser();
		browser.cookies.set('scc_known', 'nonce.mark.signature');
		expect(await guessUntilLocked(browser)).toBe(5);
	});

	test('guessing the present password from an open session is slowed down too', async () => {
		const browser = await here.signedIn('wang');
		const change = (current: string) =>
			browser.code(endpoints.changePassword, { body: { current, next: 'new password 1' } });
		for (let turn = 0; turn < 10; turn += 1)
			expect(await change('a wrong guess')).toBe('wrong-name-or-password');
		expect(await change(PASSWORD)).toBe('sign-in-locked');
		expect(await attempt(here.browser(), 'wang', PASSWORD)).toBe('ok');
	});

	test('names with everything in them are refused or unknown, never a failure', async () => {
		for (const loginName of [
			'王\u202e老师',
			'😀😀',
			'x'.repeat(10_000),
			'',
			'<script>',
			"' or 1=1 --",
			'\u0000',
		]) {
			expect(await guess(here.browser(), loginName)).toMatch(/^bad-request, loginName/);
		}
		const huge = { loginName: 'wang', password: 'x'.repeat(10_000) };
		expect(await here.browser().code(endpoints.signIn, { body: huge })).toBe(
			'bad-request, password too-long',
		);
		const extra = { loginName: 'wang', password: PASSWORD, role: 'county-admin' };
		expect(await here.browser().code(endpoints.signIn, { body: extra })).toBe(
			'bad-request, role unknown-field',
		);
	});

	test('what is kept of attempts holds no names and no addresses, and is forgotten', async () => {
		await guess(here.browser('203.0.113.66'), 'secretive');
		const rows = () =>
			here.database
				.as<{ sign_in_attempt: { bucket: string; at: number } }>()
				.selectFrom('sign_in_attempt')
				.selectAll()
				.execute();
		expect(await rows()).toHaveLength(3);
		expect(JSON.stringify(await rows())).not.toMatch(/secretive|203\.0/);
		const gone = new Promise<void>((resolve) => {
			const look = async (): Promise<void> => {
				await here.clock.advanceAsync(3_600_000);
				if ((await rows()).length === 0) resolve();
				else await look();
			};
			void look();
		});
		await gone;
	});
});
