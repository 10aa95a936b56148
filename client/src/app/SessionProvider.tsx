import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { endpoints } from '@classroom/protocol';
import type { SessionInfo } from '@classroom/protocol';
import { quietMs, SessionContext, useApi, useEnterSession } from '../api/index.ts';
import { Failure, Loading } from '../components/index.ts';
import { goesHome } from './deviceHome.ts';

/** A session may end on another page, or because a classroom needs its device back: soon enough for its lesson. */
const LOOK_MS = 60_000;

/** On a classroom's device: once nobody is signed in any more the screen goes back to the classroom's day. */
function useWayHome(session: SessionInfo | undefined): void {
	const navigate = useNavigate();
	const enter = useEnterSession();
	const { pathname } = useLocation();
	const before = useRef<SessionInfo['kind']>(undefined);
	useEffect(() => {
		if (session === undefined) return;
		const home = goesHome(before.current, session.kind, pathname, quietMs());
		before.current = session.kind;
		if (!home) return;
		// What was read as the person is nothing for the classroom.
		enter(session);
		void navigate('/classroom', { replace: true });
	}, [session, pathname, enter, navigate]);
}

/** Asks who is calling before any page is shown, and keeps asking. */
export function SessionProvider({ children }: { children: ReactNode }) {
	const session = useApi(endpoints.session, {}, { everyMs: LOOK_MS });
	useWayHome(session.state === 'ready' ? session.data : undefined);
	switch (session.state) {
		case 'loading':
			return (
				<div className="page-centre" style={{ padding: 'var(--space-24)' }}>
					<Loading />
				</div>
			);
		case 'failed':
			return (
				<Failure
					fullPage
					code={session.error.code}
					incident={session.error.incident}
					onAgain={session.again}
				/>
			);
		case 'ready':
			return <SessionContext value={session.data}>{children}</SessionContext>;
	}
}
