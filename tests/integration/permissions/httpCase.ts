// What a case of the table is made of.

export interface HttpCase {
	readonly path: string;
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
	/** Errors on the far side of authorisation. */
	readonly domain?: readonly string[];
	/** It ends the caller's session: sent with one of its own. */
	readonly endsSession?: true;
}

/** Method and path as in the contract, then a case by target. */
export type HttpCases = Readonly<Record<string, Readonly<Record<string, HttpCase>>>>;

/** What belongs to the caller's school, to another of the county, to another county. */
export const schools = { own: 'east-give', other: 'east-far', foreign: 'west-give' };

export const each = <T extends string, N extends string>(
	targets: Readonly<Record<T, N>>,
	make: (name: N) => HttpCase,
): Record<T, HttpCase> =>
	Object.fromEntries(Object.entries<N>(targets).map(([target, name]) => [target, make(name)])) as Record<
		T,
		HttpCase
	>;
