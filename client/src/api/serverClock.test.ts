import { expect, onTestFinished, test, vi } from 'vitest';
import { clockIsWrong, noteServerClock, serverNow } from './serverClock.ts';

test("the server's clock is taken from the quickest answer", () => {
	// The machine may be busy between two looks at its clock.
	vi.useFakeTimers();
	onTestFinished(() => void vi.useRealTimers());
	const now = Date.now();
	noteServerClock(now + 60_000, now - 10, now + 10);
	expect(serverNow() - Date.now()).toBe(60_000);
	noteServerClock(now + 90_000, now - 4000, now + 4000);
	expect(serverNow() - Date.now()).toBe(60_000);
	expect(clockIsWrong()).toBe(false);
	noteServerClock(now - 300_000, now - 1, now + 1);
	expect(clockIsWrong()).toBe(true);
});
