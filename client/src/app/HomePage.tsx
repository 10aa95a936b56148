// The first page, by who is calling.
import { Navigate } from 'react-router';
import { useSession } from '../api/index.ts';
import { lazyPage } from './lazyPage.ts';

const Demo = lazyPage(() => import('../signIn/demoPage.tsx'), 'signIn');
const SignIn = lazyPage(() => import('../signIn/page.tsx'), 'signIn');
const Day = lazyPage(() => import('../day/page.tsx'), 'day');

export function HomePage() {
	const session = useSession();
	switch (session.kind) {
		case 'anonymous':
			return session.mode === 'demo' ? <Demo /> : <SignIn />;
		case 'classroom':
			return <Navigate to="/classroom" replace />;
		case 'person':
			if (session.mustChangePassword) return <Navigate to="/account/password" replace />;
			return <Day />;
	}
}
