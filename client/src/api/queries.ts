// react-query on the contract: reading with useApi, changing with useAction.
import { QueryCache, QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Endpoint } from '@classroom/protocol';
import { endpoints } from '@classroom/protocol';
import { useState } from 'react';
import type { z } from 'zod';
import { api } from './api.ts';
import type { Input } from './api.ts';
import { ApiError, asApiError } from './apiError.ts';

declare module '@tanstack/react-query' {
	interface Register {
		defaultError: Error;
	}
}

/** Pages that renew themselves ask this often (ms) while there is no answer: a screen on a wall has nobody. */
const MEND_MS = 5000;

/** These pass by themselves; everything else stays wrong however often it is asked. */
const passing = new Set(['offline', 'unavailable', 'going-away', 'internal']);

export const queryClient: QueryClient = new QueryClient({
	queryCache: new QueryCache({
		onError: (error, query) => {
			const signedOut = error instanceof ApiError && error.code === 'signed-out';
			if (signedOut && query.queryKey[0] !== endpoints.session.path) void refreshSession();
		},
	}),
	defaultOptions: {
		queries: {
			// A school's server may be reachable when the browser believes itself offline.
			networkMode: 'always',
			staleTime: 10_000,
			retry: (failures, error) => failures < 3 && error instanceof ApiError && passing.has(error.code),
			retryDelay: (failures) => Math.min(8000, 500 * 2 ** failures),
		},
		mutations: {
			networkMode: 'always',
			onError: (error) => {
				const code = error instanceof ApiError ? error.code : undefined;
				if (code === 'signed-out' || code === 'bad-csrf-token') void refreshSession();
			},
		},
	},
});

/** Asks again who is calling; pages follow. */
export async function refreshSession(): Promise<void> {
	await queryClient.invalidateQueries({ queryKey: [endpoints.session.path] });
}

/**
 * Puts what is known already where {@link useApi} would ask for it: it is shown at once and asked for behind it.
 */
export function foreknow<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
	endpoint: Endpoint<P, Q, B, R>,
	input: Input<P, Q, B>,
	data: z.output<R>,
): void {
	queryClient.setQueryData([endpoint.path, input], data);
}

export type Reading<T> =
	| { state: 'loading' }
	| { state: 'failed'; error: ApiError; again: () => void }
	/** `failing`: what is shown is old, and why. */
	| { state: 'ready'; data: T; failing: ApiError | undefined; again: () => void };

type UseApiOptions = Readonly<{
	/** Asks again after this many ms. */
	everyMs?: number;
	/** False: does not ask (yet). */
	enabled?: boolean;
}>;

/** Reads an endpoint and keeps the answer: `useApi(endpoints.myDay, { query: {} })`. */
export function useApi<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
	endpoint: Endpoint<P, Q, B, R>,
	input: Input<P, Q, B>,
	{ everyMs, enabled = true }: UseApiOptions = {},
): Reading<z.output<R>> {
	const result = useQuery({
		queryKey: [endpoint.path, input],
		queryFn: ({ signal }) => api(endpoint, input, signal),
		enabled,
		refetchInterval: ({ state }) => {
			if (everyMs === undefined) return false;
			return state.status === 'error' ? Math.min(everyMs, MEND_MS) : everyMs;
		},
		refetchIntervalInBackground: true,
	});
	// The next attempt forgets the error at once; the page shows it until there is an answer.
	const asked = JSON.stringify([endpoint.path, input]);
	const [last, setLast] = useState<{ asked: string; error: Error }>();
	if (result.error !== null && result.error !== last?.error) setLast({ asked, error: result.error });
	const again = (): void => void result.refetch();
	const error = result.error ? asApiError(result.error) : undefined;
	if (result.data !== undefined) return { state: 'ready', data: result.data, failing: error, again };
	return last?.asked === asked
		? { state: 'failed', error: asApiError(last.error), again }
		: { state: 'loading' };
}

export type Action<I, T> = Readonly<{
	/** Does it; what goes wrong is in `error`, and `undefined` comes back. */
	run: (input: I) => Promise<T | undefined>;
	busy: boolean;
	error: ApiError | undefined;
	/** Forgets the error. */
	reset: () => void;
}>;

/**
 * Changes something: `const signIn = useAction(endpoints.signIn)`, then `await signIn.run({ body })`.
 * After it, whatever was read from the endpoints `stale` is read again.
 */
export function useAction<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
	endpoint: Endpoint<P, Q, B, R>,
	stale: readonly Readonly<{ path: string }>[] = [],
): Action<Input<P, Q, B>, z.output<R>> {
	const client = useQueryClient();
	const mutation = useMutation({
		mutationFn: (input: Input<P, Q, B>) => api(endpoint, input),
		onSuccess: async () => {
			await Promise.all(stale.map(({ path }) => client.invalidateQueries({ queryKey: [path] })));
		},
	});
	return {
		run: async (input) => {
			try {
				return await mutation.mutateAsync(input);
			} catch {
				return undefined;
			}
		},
		busy: mutation.isPending,
		error: mutation.error ? asApiError(mutation.error) : undefined,
		reset: mutation.reset,
	};
}
