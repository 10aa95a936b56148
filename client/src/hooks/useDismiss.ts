import { useEffect } from 'react';
import type { RefObject } from 'react';

/** Calls `onDismiss` on Escape, a press outside, or when the focus goes elsewhere: for menus. */
export function useDismiss(
	inside: RefObject<HTMLElement | null>,
	open: boolean,
	onDismiss: () => void,
): void {
	useEffect(() => {
		if (!open) return undefined;
		const outside = (event: Event): void => {
			if (event.target instanceof Node && !inside.current?.contains(event.target)) onDismiss();
		};
		const onKey = (event: KeyboardEvent): void => {
			if (event.key === 'Escape') onDismiss();
		};
		document.addEventListener('pointerdown', outside);
		document.addEventListener('focusin', outside);
		document.addEventListener('keydown', onKey);
		return () => {
			document.removeEventListener('pointerdown', outside);
			document.removeEventListener('focusin', outside);
			document.removeEventListener('keydown', onKey);
		};
	}, [inside, open, onDismiss]);
}
