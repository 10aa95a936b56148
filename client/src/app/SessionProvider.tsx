import type { ReactNode } from 'react';
import { endpoints } from '@classroom/protocol';
import { SessionContext, useApi } from '../api/index.ts';
import { Failure, Loading } from '../components/index.ts';

/** Asks who is calling before any page is shown, and keeps asking: a session may end on another page. */
export function SessionProvider({ children }: { children: ReactNode }) {
	const session = useApi(endpoints.session, {}, { everyMs: 5 * 60_000 });
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
