import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { endpoints } from '@classroom/protocol';
import { queryClient, useSession } from '../api/index.ts';
import type { ApiError } from '../api/index.ts';
import { ButtonLink, Failure } from '../components/index.ts';
import { useLiveTheme } from '../hooks/theme.ts';
import { useClassroomScreen } from '../hooks/useClassroomScreen.ts';

/** Long enough to be read; nobody in a classroom presses the button. */
const WAY_BACK_MS = 10_000;

type LessonFailureProps = Readonly<{
	error: Pick<ApiError, 'code' | 'incident'>;
	onAgain?: () => void;
}>;

/** A lesson that cannot be shown; a classroom's screen goes back to its day by itself. */
export function LessonFailure(props: LessonFailureProps) {
	const { kind } = useSession();
	return kind === 'classroom' ? <Unattended {...props} /> : <Said {...props} />;
}

function Said({ error: { code, incident }, onAgain }: LessonFailureProps) {
	const { t } = useTranslation();
	return (
		<Failure
			fullPage
			code={code}
			incident={incident}
			onAgain={onAgain}
			button={<ButtonLink to="/">{t('toToday')}</ButtonLink>}
		/>
	);
}

function Unattended(props: LessonFailureProps) {
	const navigate = useNavigate();
	useClassroomScreen();
	useLiveTheme();

	useEffect(() => {
		const timer = setTimeout(() => {
			// What was known of this lesson would lead straight back into it.
			queryClient.removeQueries({ queryKey: [endpoints.myDay.path] });
			void navigate('/classroom', { replace: true });
		}, WAY_BACK_MS);
		return () => clearTimeout(timer);
	}, [navigate]);

	return <Said {...props} />;
}
