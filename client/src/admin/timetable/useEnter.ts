// Enter in a dialog that has to look before it can act: it counts from the dialog's first moment, wherever the focus is.
import { useCallback, useLayoutEffect, useRef } from 'react';

interface Waiting {
	/** What Enter does; undefined: nothing yet, or something is in the way. */
	act: (() => void) | undefined;
	/** Whether that is for good: nothing is being looked at any more. */
	known: boolean;
	/** It was pressed before that was known. */
	pressed: boolean;
}

/** Says what Enter does, and whether that is for good. */
export type Enter = (act: Waiting['act'], known: boolean) => void;

/**
 * Hears Enter while the component is shown, also while its contents are being read: what is pressed then is done as soon
 * as {@link useAnswer} says what it does. Not on a button that leaves (`data-leaves`), and not while the key is held down.
 */
export function useEnter(): Enter {
	const waiting = useRef<Waiting>({ act: undefined, known: false, pressed: false });
	useLayoutEffect(() => {
		const onKey = (event: KeyboardEvent): void => {
			const leaves = event.target instanceof Element && event.target.closest('[data-leaves]') !== null;
			if (event.key !== 'Enter' || leaves) return;
			event.preventDefault();
			event.stopPropagation();
			if (event.repeat) return;
			const { act, known } = waiting.current;
			if (known) act?.();
			else waiting.current.pressed = true;
		};
		document.addEventListener('keydown', onKey, true);
		return () => document.removeEventListener('keydown', onKey, true);
	}, []);
	return useCallback((act, known) => {
		const { pressed } = waiting.current;
		waiting.current = { act, known, pressed: pressed && !known };
		if (pressed && known) act?.();
	}, []);
}

/** `known`: an Enter that came before and cannot be done is forgotten, whatever is chosen afterwards. */
export function useAnswer(enter: Enter, act: (() => void) | undefined, known: boolean): void {
	// With what is shown, and not a moment after it: whoever reads that nothing is in the way may press at once.
	useLayoutEffect(() => enter(act, known));
}
