import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { endpoints } from '@classroom/protocol';
import type { Lesson } from '@classroom/protocol';
import { queryClient } from '../api/index.ts';
import { Icon } from '../components/index.ts';
import { useDay } from '../day/useDay.ts';
import { useNow } from '../hooks/useNow.ts';
import { useStep } from '../scene/lessonContext.ts';
import { wayOut } from './wayOut.ts';

/** Long enough to read why, ms. */
const READ_MS = 8000;

/** Back to the classroom's day, which leads into whatever is open. */
export function useBackToDay(): () => void {
	const navigate = useNavigate();
	return () => {
		// What was known of this lesson would lead straight back into it.
		queryClient.removeQueries({ queryKey: [endpoints.myDay.path] });
		void navigate('/classroom', { replace: true });
	};
}

/** Says why the screen leaves this lesson, and leaves it: see {@link wayOut}. */
export function WayOutLine({ lesson }: { lesson: Lesson }) {
	const { t } = useTranslation('classroom');
	const step = useStep();
	const day = useDay();
	const now = useNow();
	const out = wayOut(step, lesson.lessonId, day.state === 'ready' ? day.data.lessons : undefined, now);
	const why = out?.why;
	const leave = useEffectEvent(useBackToDay());

	useEffect(() => {
		if (why === undefined) return undefined;
		const timer = setTimeout(leave, READ_MS);
		return () => clearTimeout(timer);
	}, [why]);

	if (out === null) return null;
	return (
		<p className="lost-line" role="status">
			<Icon name={out.why === 'next' ? 'clock' : 'back'} />
			{out.why === 'next' ? t('wayOut.next', { title: out.title }) : t(`wayOut.${out.why}`)}
		</p>
	);
}
