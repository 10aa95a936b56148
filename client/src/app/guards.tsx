import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import type { PersonRole } from '@classroom/protocol';
import { useSession } from '../api/index.ts';
import { ButtonLink, Failure } from '../components/index.ts';
import { lazyPage } from './lazyPage.ts';

const SignIn = lazyPage(() => import('../signIn/page.tsx'), 'signIn');

/** Only for who is signed in (or a paired classroom); others sign in here and stay at this address. */
export function RequireSession({ children }: { children: ReactNode }) {
	const session = useSession();
	if (session.kind === 'anonymous') return <SignIn />;
	if (session.kind === 'person' && session.mustChangePassword)
		return <Navigate to="/account/password" replace />;
	return children;
}

/** Only for people of these roles. */
export function RequireRole({ roles, children }: { roles: readonly PersonRole[]; children: ReactNode }) {
	const session = useSession();
	if (session.kind === 'person' && roles.includes(session.role)) return children;
	return <Forbidden />;
}

function Forbidden() {
	const { t } = useTranslation();
	return <Failure fullPage code="forbidden" button={<ButtonLink to="/">{t('toToday')}</ButtonLink>} />;
}
