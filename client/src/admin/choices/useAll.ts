// Whole lists, for choices: the server gives at most 200 rows at once.
import { useQuery } from '@tanstack/react-query';
import { endpoints } from '@classroom/protocol';
import type { ClassGroup, Classroom, Community, School } from '@classroom/protocol';
import { api, useApi } from '../../api/index.ts';

const ROWS = 200;
/** A county has thousands of classes at most. */
const MOST_PAGES = 25;

type Page<T> = Readonly<{ items: readonly T[]; next: string | null }>;
type Query = { limit: number; cursor?: string };

async function readAll<T>(read: (query: Query) => Promise<Page<T>>): Promise<readonly T[]> {
	const found: T[] = [];
	let cursor: string | undefined;
	for (let page = 0; page < MOST_PAGES; page += 1) {
		const { items, next } = await read({ limit: ROWS, ...(cursor !== undefined && { cursor }) });
		found.push(...items);
		if (next === null) break;
		cursor = next;
	}
	return found;
}

export type Choices<T> = Readonly<{ items: readonly T[]; loading: boolean }>;

function useAll<T>(
	path: string,
	read: (query: Query, signal: AbortSignal) => Promise<Page<T>>,
	enabled: boolean,
): Choices<T> {
	const { data, isPending } = useQuery({
		queryKey: [path, 'all'],
		queryFn: ({ signal }) => readAll((query) => read(query, signal)),
		enabled,
		staleTime: 60_000,
	});
	return { items: data ?? [], loading: enabled && isPending };
}

export const useSchools = (enabled = true): Choices<School> =>
	useAll(
		endpoints.listSchools.path,
		(query, signal) => api(endpoints.listSchools, { query }, signal),
		enabled,
	);

export const useClassrooms = (enabled = true): Choices<Classroom> =>
	useAll(
		endpoints.listClassrooms.path,
		(query, signal) => api(endpoints.listClassrooms, { query }, signal),
		enabled,
	);

export const useClassGroups = (enabled = true): Choices<ClassGroup> =>
	useAll(
		endpoints.listClassGroups.path,
		(query, signal) => api(endpoints.listClassGroups, { query }, signal),
		enabled,
	);

export function useCommunities(enabled = true): Choices<Community> {
	const reading = useApi(endpoints.listCommunities, {}, { enabled });
	return {
		items: reading.state === 'ready' ? reading.data.items : [],
		loading: enabled && reading.state === 'loading',
	};
}
