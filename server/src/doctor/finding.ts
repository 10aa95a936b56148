// What a check found: one line of the report.

/** `warning`: works, but not as it should; `problem`: lessons will fail. */
export type State = 'ok' | 'warning' | 'problem';

export interface Finding {
	/** What was looked at, in a word or two. */
	readonly about: string;
	readonly state: State;
	/** What is the case. */
	readonly says: string;
	/** What to do; not for `ok`. */
	readonly todo?: string;
}

export const ok = (about: string, says: string): Finding => ({ about, state: 'ok', says });

export const warning = (about: string, says: string, todo: string): Finding => ({
	about,
	state: 'warning',
	says,
	todo,
});

export const problem = (about: string, says: string, todo: string): Finding => ({
	about,
	state: 'problem',
	says,
	todo,
});
