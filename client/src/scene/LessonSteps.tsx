import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { WAITING_MS, endpoints } from '@classroom/protocol';
import type { Lesson } from '@classroom/protocol';
import { useApi } from '../api/index.ts';
import { Button, ButtonLink, Failure, Icon } from '../components/index.ts';
import { countdownText } from '../format/index.ts';
import { useDelayed } from '../hooks/useDelayed.ts';
import { useNow } from '../hooks/useNow.ts';
import type { LessonStep } from '../session/index.ts';
import { useLesson, useReadable, useStep } from './lessonContext.ts';

type LessonStepsProps = Readonly<{
	lesson: Lesson;
	/** When it is over; default: what is to be seen next. */
	ended?: ReactNode;
	/** While in the Room, connected or not. */
	children: ReactNode;
}>;

/** The states of a live page: on the way in, waiting, live or cut off, over, refused. */
export function LessonSteps({ lesson, ended, children }: LessonStepsProps) {
	const step = useStep();
	switch (step.step) {
		case 'joining':
			return <Joining attempt={step.attempt} />;
		case 'early':
			return <Early lesson={lesson} />;
		case 'in':
		case 'lost':
			return children;
		case 'ended':
			return ended ?? <Ended lesson={lesson} />;
		case 'refused':
			return <Refused step={step} />;
		case 'left':
			return null;
	}
}

function Joining({ attempt }: { attempt: number }) {
	const { t } = useTranslation('lesson');
	const shown = useDelayed(300);
	return (
		<div className="page-centre" style={shown ? undefined : { visibility: 'hidden' }}>
			<div className="notice" role="status" aria-busy="true">
				<p className="notice__what">{t('joining.what')}</p>
				{attempt > 1 && <p className="notice__do">{t('joining.trouble')}</p>}
			</div>
		</div>
	);
}

/** A lesson that is waited for may be moved. */
const ASK_WHEN_MS = 20_000;

function Early({ lesson: before }: { lesson: Lesson }) {
	const { t } = useTranslation('lesson');
	const now = useNow();
	const params = { lessonId: before.lessonId };
	const asked = useApi(endpoints.readLesson, { params }, { everyMs: ASK_WHEN_MS });
	const lesson = asked.state === 'ready' ? asked.data : before;
	const left = lesson.plannedStart - WAITING_MS - now;
	return (
		<div className="page-centre">
			<div className="notice">
				<div className="notice__icon">
					<Icon name="clock" size={32} />
				</div>
				<p className="notice__what">{t('early.what', { title: lesson.title })}</p>
				<p className="notice__do">
					{left > 0 ? t('early.in', { time: countdownText(left) }) : t('early.now')}
				</p>
				<div className="notice__buttons">
					<ButtonLink to="/">{t('toToday')}</ButtonLink>
				</div>
			</div>
		</div>
	);
}

/** The recording of a lesson that is just over may be seconds away. */
const ASK_FOR_REPLAY_MS = 3000;

function Ended({ lesson: before }: { lesson: Lesson }) {
	const { t } = useTranslation('lesson');
	const params = { lessonId: before.lessonId };
	const asked = useApi(endpoints.readLesson, { params }, { everyMs: ASK_FOR_REPLAY_MS });
	const lesson = asked.state === 'ready' ? asked.data : before;
	const replay = lesson.mayReplay && lesson.recordingId !== null;
	return (
		<div className="page-centre">
			<div className="notice" role="status">
				<div className="notice__icon">
					<Icon name="check" size={32} />
				</div>
				<p className="notice__what">{t('ended.what', { title: lesson.title })}</p>
				{replay && <p className="notice__do">{t('ended.do')}</p>}
				<div className="notice__buttons">
					{replay && (
						<ButtonLink kind="primary" icon="play" to={`/replay/${lesson.lessonId}`}>
							{t('ended.replay')}
						</ButtonLink>
					)}
					<ButtonLink to="/">{t('toToday')}</ButtonLink>
				</div>
			</div>
		</div>
	);
}

function Refused({ step }: { step: Extract<LessonStep, { step: 'refused' }> }) {
	const { t } = useTranslation('lesson');
	const { session } = useLesson();
	return (
		<Failure
			fullPage
			code={step.code}
			button={
				<>
					<Button kind="primary" icon="again" onClick={() => session.start()}>
						{step.code === 'replaced' ? t('refused.here') : t('refused.again')}
					</Button>
					<ButtonLink to="/">{t('toToday')}</ButtonLink>
				</>
			}
		/>
	);
}

/** Seconds since the connection to the server was lost; undefined: it is there. */
export function useLostFor(): number | undefined {
	const step = useStep();
	const since = step.step === 'lost' ? step.since : undefined;
	const [now, setNow] = useState(0);
	useEffect(() => {
		if (since === undefined) return undefined;
		const timer = setInterval(() => setNow(Date.now()), 1000);
		return () => clearInterval(timer);
	}, [since]);
	return since === undefined ? undefined : Math.max(0, Math.round((now - since) / 1000));
}

/** A short dropout is not worth a word: sound and picture go on. */
const QUIET_SECONDS = 3;
/** After this long somebody should look at the cable. */
const LONG_SECONDS = 20;

/** Across the top while the connection is away or the browser has no media, with whose turn it is. */
export function LostLine() {
	const { t } = useTranslation('lesson');
	const { session } = useLesson();
	const noMedia = useReadable(session.media.failing);
	const seconds = useLostFor();
	if (seconds === undefined || seconds < QUIET_SECONDS) {
		return noMedia ? (
			<p className="lost-line" role="alert">
				<Icon name="warning" />
				{t('noMedia')}
			</p>
		) : null;
	}
	return (
		<p className="lost-line" role="alert">
			<Icon name="network" />
			{seconds < LONG_SECONDS ? t('lost.short') : t('lost.long', { seconds })}
		</p>
	);
}
