import { Suspense } from 'react';
import { Outlet } from 'react-router';
import { Loading, Toasts } from '../components/index.ts';
import { SessionProvider } from './SessionProvider.tsx';

/** What is around every page. */
export function Root() {
	return (
		<SessionProvider>
			<Suspense fallback={<Loading />}>
				<Outlet />
			</Suspense>
			<Toasts />
		</SessionProvider>
	);
}
