import { renderHook } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { useWakeLock } from './useWakeLock.ts';

const locks: { released: boolean; release: () => Promise<void> }[] = [];
const request = vi.fn(() => {
	const lock = {
		released: false,
		release: () => {
			lock.released = true;
			return Promise.resolve();
		},
	};
	locks.push(lock);
	return Promise.resolve(lock);
});

const seen = (state: DocumentVisibilityState): void => {
	Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
	document.dispatchEvent(new Event('visibilitychange'));
};
const settled = (): Promise<void> => Promise.resolve().then(() => undefined);

afterEach(() => {
	Reflect.deleteProperty(navigator, 'wakeLock');
	locks.length = 0;
	request.mockClear();
});

test('the screen is kept on, again after the page was hidden, and no longer than the page is there', async () => {
	Object.defineProperty(navigator, 'wakeLock', { value: { request }, configurable: true });
	const { unmount } = renderHook(() => useWakeLock());
	await settled();
	expect(request).toHaveBeenCalledTimes(1);
	seen('hidden');
	locks[0]!.released = true;
	seen('visible');
	await settled();
	expect(request).toHaveBeenCalledTimes(2);
	seen('visible');
	await settled();
	expect(request).toHaveBeenCalledTimes(2);
	unmount();
	await settled();
	expect(locks[1]!.released).toBe(true);
});

test('a browser without it is left alone', () => {
	expect(() => renderHook(() => useWakeLock()).unmount()).not.toThrow();
});
