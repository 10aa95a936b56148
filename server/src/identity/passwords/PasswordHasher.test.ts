import { verify } from '@node-rs/argon2';
import { expect, test, vi } from 'vitest';
import { drawPassword } from './drawPassword.ts';
import { PasswordHasher } from './PasswordHasher.ts';

// The real library; only what it is asked is looked at, since a busy machine's times say nothing.
vi.mock('@node-rs/argon2', { spy: true });

const hasher = new PasswordHasher();

/** `m=19456,t=2,p=1`: the memory, the passes and the lanes that a hash was made with. */
const costOf = (hash: string): string | undefined => hash.split('$')[3];

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

test('a first password that was drawn is hashed at little cost', async () => {
	const drawn = Array.from({ length: 200 }, drawPassword);
	expect(new Set(drawn).size).toBe(200);
	for (const password of drawn) expect(password).toMatch(/^([2-9a-hjkmnp-z]{4}-){2}[2-9a-hjkmnp-z]{4}$/);
	const hashes = await Promise.all(drawn.map((password) => hasher.hashDrawn(password)));
	for (const hash of hashes) expect(costOf(hash)).toBe('m=2048,t=1,p=1');
	expect(new Set(hashes).size).toBe(200);
});

test("to check a password costs the same whosever it is: chosen, drawn by us, or nobody's", async () => {
	await hasher.prepare();
	const chosen = await hasher.hash('correct horse');
	const drawn = await hasher.hashDrawn('k7mt-rw3p-x9hn');
	for (const [against, password, right] of [
		[chosen, 'correct horse', true],
		[chosen, 'wrong horse', false],
		[null, 'wrong horse', false],
		[drawn, 'k7mt-rw3p-x9hn', true],
		[drawn, 'k7mt-rw3p-x9hm', false],
	] as const) {
		vi.mocked(verify).mockClear();
		expect(await hasher.verify(against, password, 'stranger')).toBe(right);
		const costs = vi.mocked(verify).mock.calls.map(([hash]) => costOf(String(hash)));
		expect(costs.filter((cost) => cost === 'm=19456,t=2,p=1')).toHaveLength(1);
		expect(costs.length).toBe(against === drawn ? 2 : 1);
	}
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
