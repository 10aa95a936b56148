import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useAnswer, useEnter } from './useEnter.ts';

const press = (more: KeyboardEventInit = {}, on: EventTarget = document.body): void => {
	on.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...more }));
};
const act = vi.fn();
type Given = { act: (() => void) | undefined; known: boolean };
const checking: Given = { act: undefined, known: false };
const free: Given = { act, known: true };
const taken: Given = { act: undefined, known: true };
const show = (initialProps: Given) =>
	renderHook((given: Given) => useAnswer(useEnter(), given.act, given.known), { initialProps });

beforeEach(() => act.mockClear());
afterEach(cleanup);

test('it acts once nothing is in the way, each time it is pressed', () => {
	show(free);
	press();
	expect(act).toHaveBeenCalledTimes(1);
});

test('pressed while that is being looked at, it is done as soon as it is known, once', () => {
	const { rerender } = show(checking);
	press();
	press();
	expect(act).not.toHaveBeenCalled();
	rerender(free);
	rerender(free);
	expect(act).toHaveBeenCalledTimes(1);
});

test('pressed before or after something turns out to be in the way, it is forgotten', () => {
	const { rerender } = show(checking);
	press();
	rerender(taken);
	press();
	rerender(free);
	expect(act).not.toHaveBeenCalled();
});

test('held down, or on a button that leaves, it is none', () => {
	const { unmount } = show(free);
	press({ repeat: true });
	const leaving = document.createElement('button');
	leaving.dataset['leaves'] = '';
	document.body.append(leaving);
	press({}, leaving);
	leaving.remove();
	unmount();
	press();
	expect(act).not.toHaveBeenCalled();
});
