import { useEffect, useRef } from 'react';

/** Whether a key belongs to what is being typed or to what lies over the page. */
function isElsewhere(event: KeyboardEvent): boolean {
	if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented)
		return true;
	if (document.querySelector('.ant-drawer-open, .ant-modal-wrap, dialog[open]')) return true;
	const { target } = event;
	return (
		target instanceof HTMLElement &&
		(target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
	);
}

/** Single keys of a page: `{ '/': focusSearch, n: openForm }`. */
export function useKeys(keys: Readonly<Record<string, (() => void) | undefined>>): void {
	const current = useRef(keys);
	useEffect(() => {
		current.current = keys;
	});
	useEffect(() => {
		const onKey = (event: KeyboardEvent): void => {
			const act = current.current[event.key];
			if (!act || isElsewhere(event)) return;
			event.preventDefault();
			act();
		};
		document.addEventListener('keydown', onKey);
		return () => document.removeEventListener('keydown', onKey);
	}, []);
}
