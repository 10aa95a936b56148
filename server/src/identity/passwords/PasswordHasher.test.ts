import { performance } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { drawPassword } from './drawPassword.ts';
import { PasswordHasher } from './PasswordHasher.ts';

const hasher = new PasswordHasher();

test('argon2id with the parameters that OWASP asks for', async () => {
	expect(await hasher.hash('correct horse')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('right, wrong, and nobody', async () => {
	const hash = await hasher.hash('correct horse');
	expect(await hasher.verify(hash, 'correct horse', 'known')).toBe(true);
	expect(await hasher.verify(hash, 'wrong horse', 'known')).toBe(false);
	expect(await hasher.verify(null, 'correct horse', 'stranger')).toBe(false);
});

test('the same characters in another form are the same password', async () => {
	const hash = await hasher.hash('é'.normalize('NFC').repeat(10));
	expect(await hasher.verify(hash, 'é'.normalize('NFD').repeat(10), 'known')).toBe(true);
});

test('a first password that was drawn is quick to hash, is checked like any other, and takes no less time', async () => {
	const drawn = Array.from({ length: 200 }, drawPassword);
	expect(new Set(drawn).size).toBe(200);
	for (const password of drawn) expect(password).toMatch(/^([2-9a-hjkmnp-z]{4}-){2}[2-9a-hjkmnp-z]{4}$/);
	await hasher.prepare();
	const timed = async (work: () => Promise<unknown>): Promise<number> => {
		const start = performance.now();
		await work();
		return performance.now() - start;
	};
	const whole = await timed(() => hasher.hash('correct horse'));
	const many = await timed(() => Promise.all(drawn.map((password) => hasher.hashDrawn(password))));
	expect(many / drawn.length).toBeLessThan(whole / 4);
	const hash = await hasher.hashDrawn('k7mt-rw3p-x9hn');
	expect(await hasher.verify(hash, 'k7mt-rw3p-x9hn', 'stranger')).toBe(true);
	expect(await hasher.verify(hash, 'k7mt-rw3p-x9hm', 'stranger')).toBe(false);
	const waits = [1, 2, 3].map(() => timed(() => hasher.verify(hash, 'wrong horse', 'stranger')));
	expect(Math.min(...(await Promise.all(waits)))).toBeGreaterThan(whole / 4);
});

test("nobody's password takes as long to check as somebody's", async () => {
	const hash = await hasher.hash('correct horse');
	await hasher.prepare();
	const timed = async (against: string | null): Promise<number> => {
		const start = performance.now();
		await hasher.verify(against, 'wrong horse', 'stranger');
		return performance.now() - start;
	};
	// In turns, so that both meet the same other work of this machine.
	const turns: { nobody: number; somebody: number }[] = [];
	for (let turn = 0; turn < 9; turn += 1) {
		turns.push({ nobody: await timed(null), somebody: await timed(hash) });
	}
	const [nobody, somebody] = [
		Math.min(...turns.map((turn) => turn.nobody)),
		Math.min(...turns.map((turn) => turn.somebody)),
	];
	// A hash that was skipped would be hundreds of times faster; this machine may be busy with other tests.
	expect(nobody / somebody).toBeGreaterThan(0.3);
	expect(nobody / somebody).toBeLessThan(3);
});

test('whoever is known goes before strangers who wait', async () => {
	const narrow = new PasswordHasher(1);
	const hash = await narrow.hash('correct horse');
	const order: string[] = [];
	const check = async (who: 'known' | 'stranger'): Promise<void> => {
		await narrow.verify(hash, 'x', who);
		order.push(who);
	};
	await Promise.all([...Array.from({ length: 8 }, () => check('stranger')), check('known')]);
	expect(order.indexOf('known')).toBe(1);
});
