// Who is using this browser.
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext } from 'react';
import { endpoints } from '@classroom/protocol';
import type { SessionInfo } from '@classroom/protocol';
import { api } from './api.ts';
import { queryClient } from './queries.ts';

export type PersonSession = Extract<SessionInfo, { kind: 'person' }>;
export type ClassroomSession = Extract<SessionInfo, { kind: 'classroom' }>;

export const SessionContext = createContext<SessionInfo | undefined>(undefined);

/** Who is calling; only inside the SessionProvider, which has asked the server. */
export function useSession(): SessionInfo {
	const session = useContext(SessionContext);
	if (!session) throw new Error('useSession outside of SessionProvider');
	return session;
}

/** The person signed in; only on pages behind `RequirePerson`. */
export function usePerson(): PersonSession {
	const session = useSession();
	if (session.kind !== 'person') throw new Error('usePerson where nobody is signed in');
	return session;
}

/** Asks who is calling while the page's texts still load. */
export function prefetchSession(): void {
	queryClient
		.query({
			queryKey: [endpoints.session.path, {}],
			queryFn: ({ signal }) => api(endpoints.session, {}, signal),
		})
		// The SessionProvider asks again and shows what is wrong.
		.catch(() => undefined);
}

/** Puts a new session in the place of the old; what was read as somebody else is forgotten. */
export function useEnterSession(): (session: SessionInfo) => void {
	const client = useQueryClient();
	return useCallback(
		(session: SessionInfo) => {
			client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== endpoints.session.path });
			client.setQueryData([endpoints.session.path, {}], session);
		},
		[client],
	);
}

/** Signs out and shows the first page. */
export function useSignOut(): () => Promise<void> {
	const enter = useEnterSession();
	return useCallback(async () => {
		await api(endpoints.signOut, {});
		enter(await api(endpoints.session, {}));
	}, [enter]);
}
