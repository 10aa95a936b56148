import { Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { bookableKinds, endpoints } from '@classroom/protocol';
import type { Lesson, LessonChangeEntry } from '@classroom/protocol';
import { useApi } from '../../api/index.ts';
import { Failure, Loading } from '../../components/index.ts';
import { Facts } from '../lessons/LessonDetails.tsx';
import { useMoment } from '../useCounty.ts';
import { useRights } from '../useRights.ts';
import { useTakeBack } from './useUndo.ts';

export type PanelAct = 'move' | 'substitute' | 'swap' | 'cancel' | 'makeUp' | 'edit' | 'open' | 'series';

type LessonPanelProps = Readonly<{
	lessonId: string;
	onAct: (act: PanelAct, lesson: Lesson) => void;
	onClose: () => void;
}>;

/** What may be done with a lesson as it is. */
export function actsOf(
	{ mayChange, status, cancelCause, series, kind }: Lesson,
	plans: boolean,
): readonly PanelAct[] {
	const fellAway = status === 'cancelled' && cancelCause !== null && cancelCause !== 'series';
	const acts: readonly (PanelAct | false)[] = [
		mayChange && 'move',
		mayChange && 'substitute',
		mayChange && 'swap',
		mayChange && 'cancel',
		plans && (fellAway || status === 'missed') && 'makeUp',
		mayChange && 'edit',
		mayChange && status === 'planned' && bookableKinds.includes(kind) && 'open',
		plans && series !== null && 'series',
	];
	return acts.filter((act) => act !== false);
}

function ChangeLine({ change, lessonId }: Readonly<{ change: LessonChangeEntry; lessonId: string }>) {
	const { t } = useTranslation('timetable');
	const moment = useMoment();
	const takeBack = useTakeBack();
	const own = change.lessons.find((lesson) => lesson.lessonId === lessonId);
	const moved = own?.before && own.before.from !== own.after.from;
	return (
		<li className="tt-change">
			<span className="tt-change__what">
				<strong>{t(`history.kind.${change.kind}`)}</strong> {change.by ?? t('history.system')}
				<time className="admin-soft">{moment(change.at)}</time>
			</span>
			{moved && own.before && (
				<span>
					{moment(own.before.from)} → {moment(own.after.from)}
				</span>
			)}
			{change.reason !== null && <span>{t('history.reason', { reason: change.reason })}</span>}
			{change.total > 1 && (
				<span className="admin-soft">{t('history.lessons', { count: change.total })}</span>
			)}
			{change.undoneAt !== null && (
				<span className="admin-soft">{t('history.undone', { when: moment(change.undoneAt) })}</span>
			)}
			{change.mayUndo && (
				<Button size="small" onClick={() => void takeBack(change.changeId)}>
					{t('history.undo')}
				</Button>
			)}
		</li>
	);
}

function History({ lessonId }: { lessonId: string }) {
	const { t } = useTranslation('timetable');
	const reading = useApi(endpoints.listChanges, { query: { lessonId, limit: 20 } });
	if (reading.state !== 'ready' || reading.data.items.length === 0) return null;
	return (
		<section>
			<h3 className="tt-panel__title">{t('history.title')}</h3>
			<ol className="tt-changes">
				{reading.data.items.map((change) => (
					<ChangeLine key={change.changeId} change={change} lessonId={lessonId} />
				))}
			</ol>
		</section>
	);
}

/** All of a lesson beside the timetable: what it is, what may be done with it, and what was. */
export function LessonPanel({ lessonId, onAct, onClose }: LessonPanelProps) {
	const { t } = useTranslation('timetable');
	const { plan } = useRights();
	const reading = useApi(endpoints.readLesson, { params: { lessonId } });
	const lesson = reading.state === 'ready' ? reading.data : undefined;
	return (
		<Drawer open title={lesson?.title ?? t('panel.reading')} size="min(560px, 100vw)" onClose={onClose}>
			{reading.state === 'loading' && <Loading lines={8} />}
			{reading.state === 'failed' && (
				<Failure code={reading.error.code} incident={reading.error.incident} onAgain={reading.again} />
			)}
			{lesson && (
				<div className="admin-form tt-panel">
					<div className="tt-panel__acts">
						{actsOf(lesson, plan).map((act) => (
							<Button key={act} onClick={() => onAct(act, lesson)}>
								{t(`act.${act}`)}
							</Button>
						))}
					</div>
					<Facts lesson={lesson} />
					{plan && <History lessonId={lessonId} />}
				</div>
			)}
		</Drawer>
	);
}
