// What was typed and not yet saved, kept in this tab: a closed form, an expired sign-in or a reload loses nothing.
// Never passwords.
import type { z } from 'zod';

const prefix = 'admin-draft:';

function storage(): Storage | undefined {
	try {
		return sessionStorage;
	} catch {
		return undefined;
	}
}

export function readDraft<T>(key: string, schema: z.ZodType<T>): T | undefined {
	const text = storage()?.getItem(prefix + key);
	if (text === null || text === undefined) return undefined;
	try {
		// A draft of an older version of the page may not fit any more.
		const parsed = schema.safeParse(JSON.parse(text));
		return parsed.success ? parsed.data : undefined;
	} catch {
		return undefined;
	}
}

export function keepDraft(key: string, value: unknown): void {
	try {
		storage()?.setItem(prefix + key, JSON.stringify(value));
	} catch {
		// Full or switched off: the open form still has it.
	}
}

export function forgetDraft(key: string): void {
	storage()?.removeItem(prefix + key);
}
