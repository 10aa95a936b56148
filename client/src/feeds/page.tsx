// /account/calendar: the own lessons, in the calendar of one's phone or computer.
import { useTranslation } from 'react-i18next';
import { PersonRole } from '@classroom/protocol';
import { Frame } from '../app/Frame.tsx';
import { RequireRole, RequireSession } from '../app/guards.tsx';
import { FeedView } from './FeedView.tsx';
import { useMyFeed } from './useFeed.ts';

function MyFeed() {
	const { t } = useTranslation('feeds');
	return (
		<section className="feed__card">
			<h1 className="feed__title">{t('title')}</h1>
			<FeedView access={useMyFeed()} about={t('own')} />
		</section>
	);
}

export default function CalendarPage() {
	return (
		<RequireSession>
			<RequireRole roles={PersonRole.options}>
				<Frame>
					<MyFeed />
				</Frame>
			</RequireRole>
		</RequireSession>
	);
}
