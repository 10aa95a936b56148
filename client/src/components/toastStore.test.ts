import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dismissToast, toast, toastError, toastStore } from './toastStore.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
	vi.runAllTimers();
	vi.useRealTimers();
});

test('a toast goes by itself; with undo it stays longer', () => {
	toast('已保存');
	toast('已请下台', () => undefined);
	vi.advanceTimersByTime(5000);
	expect(toastStore.read().map(({ content }) => content)).toMatchObject([{ text: '已请下台' }]);
	vi.advanceTimersByTime(6000);
	expect(toastStore.read()).toEqual([]);
});

test('at most three, the newest', () => {
	for (const text of ['1', '2', '3', '4']) toast(text);
	expect(toastStore.read().map(({ content }) => content)).toMatchObject([
		{ text: '2' },
		{ text: '3' },
		{ text: '4' },
	]);
});

test('listeners hear of each change', () => {
	const heard = vi.fn();
	const stop = toastStore.subscribe(heard);
	toastError('offline');
	dismissToast(toastStore.read()[0]?.id ?? 0);
	expect(heard).toHaveBeenCalledTimes(2);
	stop();
	toast('x');
	expect(heard).toHaveBeenCalledTimes(2);
});
