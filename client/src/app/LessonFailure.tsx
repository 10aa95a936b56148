import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useSession } from '../api/index.ts';
import type { ApiError } from '../api/index.ts';
import { ButtonLink, Failure } from '../components/index.ts';

/** Long enough to be read; nobody in a classroom presses the button. */
const WAY_BACK_MS = 10_000;

/** A lesson that cannot be shown; a classroom's screen goes back to its day by itself. */
export function LessonFailure({ error, onAgain }: { error: ApiError; onAgain: () => void }) {
	const { t } = useTranslation();
	const session = useSession();
	const navigate = useNavigate();
	const unattended = session.kind === 'classroom';

	useEffect(() => {
		if (!unattended) return undefined;
		const timer = setTimeout(() => void navigate('/classroom', { replace: true }), WAY_BACK_MS);
		return () => clearTimeout(timer);
	}, [unattended, navigate]);

	return (
		<Failure
			fullPage
			code={error.code}
			incident={error.incident}
			onAgain={onAgain}
			button={<ButtonLink to="/">{t('toToday')}</ButtonLink>}
		/>
	);
}
