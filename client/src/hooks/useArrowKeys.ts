import { useEffect } from 'react';
import type { RefObject } from 'react';
import { directionOf, nextBox } from './arrowKeys.ts';

const FOCUSABLE =
	'button:not(:disabled), a[href], input:not(:disabled), select:not(:disabled), [tabindex="0"]';

function visibleTargets(container: HTMLElement): HTMLElement[] {
	return [...container.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
		(element) => element.getClientRects().length > 0,
	);
}

/** Whether the arrow belongs to the text or list that has the focus. */
function takesArrows(element: Element | null, key: string): boolean {
	if (element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement) return true;
	if (!(element instanceof HTMLInputElement)) return false;
	const vertical = key === 'ArrowUp' || key === 'ArrowDown';
	if (element.type === 'range' || element.type === 'number') return true;
	return !vertical && element.type !== 'checkbox' && element.type !== 'radio';
}

function isBack(key: string, active: Element | null): boolean {
	const typing = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement;
	return ['Escape', 'BrowserBack', 'GoBack'].includes(key) || (key === 'Backspace' && !typing);
}

type Options = Readonly<{
	/** Gives the first target the focus when nothing on the page has it: a remote control has no Tab. */
	focusFirst?: boolean;
	/** Back on the remote control (Escape, Backspace outside of text, BrowserBack). */
	onBack?: () => void;
}>;

/**
 * Lets a remote control or keyboard walk the buttons inside `container` with the arrow keys, by where they are on
 * the screen. Enter presses what has the focus, as everywhere.
 */
export function useArrowKeys(container: RefObject<HTMLElement | null>, options: Options = {}): void {
	const { focusFirst = false, onBack } = options;

	useEffect(() => {
		const onKey = (event: KeyboardEvent): void => {
			// Looked up at the press: what is walked may come and go while the page stays.
			const root = container.current;
			if (!root || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
			const active = document.activeElement;
			if (onBack && isBack(event.key, active)) {
				event.preventDefault();
				onBack();
				return;
			}
			const direction = directionOf(event.key);
			if (!direction || takesArrows(active, event.key)) return;
			const targets = visibleTargets(root);
			const current = targets.findIndex((target) => target === active);
			const boxes = targets.map((target) => target.getBoundingClientRect());
			const next = nextBox(boxes, current, direction);
			event.preventDefault();
			if (next !== undefined) targets[next]?.focus();
		};
		document.addEventListener('keydown', onKey);
		return () => document.removeEventListener('keydown', onKey);
	}, [container, onBack]);

	// After every render: also when what had the focus has gone, and with it the place of the remote control.
	useEffect(() => {
		const root = container.current;
		const nowhere = document.activeElement === null || document.activeElement === document.body;
		if (focusFirst && root && nowhere) visibleTargets(root)[0]?.focus();
	});
}
