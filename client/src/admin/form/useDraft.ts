import { useState } from 'react';
import type { z } from 'zod';
import { usePerson } from '../../api/index.ts';
import { forgetDraft, keepDraft, readDraft } from './draftStore.ts';

export type Draft<T> = Readonly<{
	value: T;
	set: (part: Partial<T>) => void;
	/** Whether this is what was left unsaved before. */
	restored: boolean;
	/** Back to what it was at first. */
	reset: () => void;
	/** It is saved: nothing is to be kept. */
	forget: () => void;
}>;

/** The values of a form. `key` names the form and its subject, such as `school:new`. */
export function useDraft<T extends object>(key: string, initial: T, schema: z.ZodType<T>): Draft<T> {
	const own = `${usePerson().personId}:${key}`;
	const [first] = useState(initial);
	const [kept] = useState(() => readDraft(own, schema));
	const [value, setValue] = useState(kept ?? first);
	const [restored, setRestored] = useState(kept !== undefined);
	return {
		value,
		set: (part) => {
			const next = { ...value, ...part };
			setValue(next);
			if (JSON.stringify(next) === JSON.stringify(first)) forgetDraft(own);
			else keepDraft(own, next);
		},
		restored,
		reset: () => {
			setValue(first);
			setRestored(false);
			forgetDraft(own);
		},
		forget: () => forgetDraft(own),
	};
}
