import { expect, test } from 'vitest';
import { noteServerClock, serverNow } from './serverClock.ts';

test("the server's clock is taken from the quickest answer", () => {
	const now = Date.now();
	noteServerClock(now + 60_000, now - 10, now + 10);
	expect(Math.abs(serverNow() - Date.now() - 60_000)).toBeLessThan(50);
	noteServerClock(now + 90_000, now - 4000, now + 4000);
	expect(Math.abs(serverNow() - Date.now() - 60_000)).toBeLessThan(50);
});
