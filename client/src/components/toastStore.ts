// What was just done, told in one line with a way back: undo rather than "are you sure". Without React, so that
// anything may call it.
import type { AnyErrorCode, ApiError } from '../api/apiError.ts';

export type Toast = Readonly<{
	id: number;
	content:
		| { kind: 'done'; text: string; undo?: (() => void) | undefined }
		| { kind: 'wrong'; code: AnyErrorCode; details?: ApiError['details'] | undefined };
}>;

/** How long a toast stays, ms: longer when there is something to undo or to read. */
const STAYS_MS = { plain: 4000, undo: 10_000, wrong: 8000 } as const;
const AT_MOST = 3;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
	toasts = next;
	for (const listener of listeners) listener();
}

function show(content: Toast['content'], staysMs: number): number {
	lastId += 1;
	const id = lastId;
	change([...toasts, { id, content }].slice(-AT_MOST));
	setTimeout(() => dismissToast(id), staysMs);
	return id;
}

/** Says that something was done; `undo` takes it back. Returns what {@link dismissToast} takes. */
export function toast(text: string, undo?: () => void): number {
	return show({ kind: 'done', text, undo }, undo ? STAYS_MS.undo : STAYS_MS.plain);
}

/** Says that something went wrong, in the words of its code. */
export function toastError(code: AnyErrorCode, details?: ApiError['details']): void {
	show({ kind: 'wrong', code, details }, STAYS_MS.wrong);
}

export function dismissToast(id: number): void {
	change(toasts.filter((each) => each.id !== id));
}

export const toastStore = {
	subscribe: (listener: () => void): (() => void) => {
		listeners.add(listener);
		return () => listeners.delete(listener);
	},
	read: (): readonly Toast[] => toasts,
};
