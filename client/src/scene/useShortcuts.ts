import { useEffect, useEffectEvent } from 'react';

/** Whether the key belongs to a text that is being written. */
export function typing(target: EventTarget | null): boolean {
	return (
		target instanceof HTMLInputElement ||
		target instanceof HTMLTextAreaElement ||
		target instanceof HTMLSelectElement ||
		(target instanceof HTMLElement && target.isContentEditable)
	);
}

/** Single keys that do something, such as `{ m: toggleMicrophone }`; not while somebody writes. */
export function useShortcuts(shortcuts: Readonly<Record<string, () => void>>): void {
	const onKey = useEffectEvent((event: KeyboardEvent): void => {
		if (event.defaultPrevented || event.repeat || event.altKey || event.ctrlKey || event.metaKey) return;
		if (typing(event.target)) return;
		const act = shortcuts[event.key.toLowerCase()];
		if (act === undefined) return;
		event.preventDefault();
		act();
	});

	useEffect(() => {
		document.addEventListener('keydown', onKey);
		return () => document.removeEventListener('keydown', onKey);
	}, []);
}
