// Filters live in the page's address: they survive a reload, and can be sent to a colleague.
import { useSearchParams } from 'react-router';

export type Filters = Readonly<{
	get: (name: string) => string | undefined;
	/** `undefined` or empty takes it away. */
	set: (values: Readonly<Record<string, string | undefined>>) => void;
	/** Whether any of these is set. */
	any: (...names: readonly string[]) => boolean;
}>;

export function useFilters(): Filters {
	const [search, setSearch] = useSearchParams();
	const get = (name: string): string | undefined => {
		const value = search.get(name);
		return value === null || value === '' ? undefined : value;
	};
	return {
		get,
		set: (values) =>
			setSearch(
				(before) => {
					const after = new URLSearchParams(before);
					for (const [name, value] of Object.entries(values)) {
						if (value === undefined || value === '') after.delete(name);
						else after.set(name, value);
					}
					return after;
				},
				{ replace: true },
			),
		any: (...names) => names.some((name) => get(name) !== undefined),
	};
}
