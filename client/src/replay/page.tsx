// /replay/:lessonId: the page around the player, and its states.
import './replay.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Replay } from '@classroom/protocol';
import { useApi } from '../api/index.ts';
import { ButtonLink, Empty, Failure, Loading } from '../components/index.ts';
import { dateText, timeRange } from '../format/index.ts';
import { useLanguage } from '../hooks/useLanguage.ts';
import { useNow } from '../hooks/useNow.ts';
import { ReplayView } from './ReplayView.tsx';
import { usePlayer } from './usePlayer.ts';
import { startOf } from './useProgress.ts';

/** While the lesson is on, what is new is asked for this often. */
const GROWING_MS = 4000;

export default function ReplayPage({ lessonId }: Readonly<{ lessonId: string }>) {
	const { t } = useTranslation(['replay', 'common']);
	const [growing, setGrowing] = useState(false);
	const reading = useApi(
		endpoints.readReplay,
		{ params: { lessonId } },
		growing ? { everyMs: GROWING_MS } : {},
	);
	const isGrowing =
		reading.state === 'ready'
			? !reading.data.complete
			: reading.state === 'failed' && reading.error.code === 'recording-incomplete';
	if (growing !== isGrowing && reading.state !== 'loading') setGrowing(isGrowing);
	const back = <ButtonLink to="/">{t('common:toToday')}</ButtonLink>;
	switch (reading.state) {
		case 'loading':
			return <ReplaySkeleton />;
		case 'failed':
			return reading.error.code === 'recording-incomplete' ? (
				<div className="page-centre">
					<Empty icon="record" what={t('notYet.what')} button={back}>
						{t('notYet.do')}
					</Empty>
				</div>
			) : (
				<Failure
					fullPage
					code={reading.error.code}
					incident={reading.error.incident}
					onAgain={reading.again}
					button={back}
				/>
			);
		case 'ready':
			return <Loaded replay={reading.data} />;
	}
}

/** The shape of the page while it loads. */
function ReplaySkeleton() {
	return (
		<div className="replay-page">
			<div className="replay-page__loading">
				<Loading lines={3} />
			</div>
		</div>
	);
}

function Loaded({ replay }: { replay: Replay }) {
	const { t } = useTranslation(['replay', 'common']);
	const [startMs] = useState(() => startOf(replay.resumeMs, replay.durationMs));
	const starting = usePlayer(replay, startMs);
	return (
		<div className="replay-page">
			<title>{t('title', { title: replay.lesson.title })}</title>
			<Head replay={replay} />
			{!replay.complete && (
				<p className="replay-page__partial" role="status">
					{replay.lesson.status === 'ended' ? t('finishing') : t('incomplete')}
				</p>
			)}
			{starting.state === 'unsupported' && (
				<Empty icon="warning" what={t('unsupported.what')}>
					{t('unsupported.do')}
				</Empty>
			)}
			{starting.state === 'loading' && (
				<div className="replay-stage replay-stage--loading" aria-busy="true" />
			)}
			{starting.state === 'ready' && (
				<ReplayView replay={replay} player={starting.player} startMs={startMs} />
			)}
		</div>
	);
}

function Head({ replay }: { replay: Replay }) {
	const { t } = useTranslation(['replay', 'words']);
	const language = useLanguage();
	const now = useNow(60_000);
	const { lesson, startedAt, durationMs, timeZone } = replay;
	return (
		<header className="replay-head">
			<ButtonLink kind="quiet" icon="back" to="/">
				{t('back')}
			</ButtonLink>
			<div className="replay-head__what">
				<h1>{lesson.title}</h1>
				<p>
					<span className="whole">{t(`words:subject.${lesson.subject}`)}</span>
					<span className="whole">{t('taught', { teacher: lesson.teacher })}</span>
					<span className="whole">
						{dateText(startedAt, timeZone, language, now)}{' '}
						{timeRange(startedAt, startedAt + durationMs, timeZone)}
					</span>
				</p>
			</div>
		</header>
	);
}
