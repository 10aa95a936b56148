import { Button, Checkbox, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { DayClosed, Lesson, LessonClash, SeriesInput } from '@classroom/protocol';
import { useAction, useApi } from '../../api/index.ts';
import { useSeriesFit } from './useSeriesFit.ts';
import { FailureLine, Icon, Loading } from '../../components/index.ts';
import { ClosedLine } from '../lessons/ClosedLine.tsx';
import { adminLists } from '../stale.ts';
import { useMoment, useZone } from '../useCounty.ts';
import { partsOf } from '../zonedTime.ts';
import { ClashLines, FreeTimes } from './ClashLines.tsx';
import { inItsWeek, laterFrom, movedLesson, movedSeries } from './moved.ts';
import type { MoveScope, SlotAt } from './moved.ts';
import type { Target } from './places.ts';
import type { Enter } from './useEnter.ts';
import { useAnswer, useEnter } from './useEnter.ts';
import type { ChangeOf } from './useUndo.ts';

export type Move = Readonly<{
	lessonId: string;
	target: Target & { readonly weekday: number };
}>;

type Times = Pick<Target, 'from' | 'until'>;

type MoveDialogProps = Readonly<{
	move: Move;
	/** Where the series has the lesson; null: a single lesson. */
	slotOf: (lesson: Lesson) => SlotAt | null;
	onDone: (text: string, of: ChangeOf) => Promise<void>;
	onClose: () => void;
}>;

const scopes: readonly MoveScope[] = ['one', 'later', 'all'];

/** What is in the way: of one lesson, or of those of its series. */
type Obstacles = Readonly<{
	clashes: readonly LessonClash[];
	count: number;
	/** The day has no lessons; a series leaves such days out by itself. */
	closed?: DayClosed | undefined;
	known: boolean;
	/** For one lesson: the nearest starts at which nothing is in the way. */
	free?: readonly number[];
}>;

function useObstacles(
	lesson: Lesson,
	target: Times,
	series: SeriesInput | undefined,
	from: string | null,
): Obstacles {
	const one = useApi(
		endpoints.checkLesson,
		{ body: { lesson: movedLesson(lesson, target), lessonId: lesson.lessonId } },
		{ enabled: series === undefined },
	);
	const many = useSeriesFit(series, lesson.series?.seriesId ?? null, from, lesson.lessonId);
	if (series === undefined) {
		const clashes = one.state === 'ready' ? one.data.clashes : [];
		const fit = one.state === 'ready' ? one.data : undefined;
		const known = one.state !== 'loading';
		return { clashes, count: clashes.length, closed: fit?.closed, known, free: fit?.free ?? [] };
	}
	if (many.state !== 'ready') return { clashes: [], count: 0, known: many.state === 'failed' };
	return { clashes: many.data.clashes, count: many.data.clashing, known: true };
}

function useSave(lesson: Lesson, target: Times, onDone: MoveDialogProps['onDone']) {
	const { t } = useTranslation('timetable');
	const one = useAction(endpoints.moveLesson, adminLists);
	const many = useAction(endpoints.updateSeries, adminLists);
	const save = async (series: SeriesInput | undefined, from: string | null, leaveOutClashing: boolean) => {
		if (series === undefined) {
			const body = { plannedStart: target.from, reason: null };
			const saved = await one.run({ params: { lessonId: lesson.lessonId }, body });
			if (saved) await onDone(t('move.done', { name: saved.title }), { lessonId: saved.lessonId });
			return saved !== undefined;
		}
		const params = { seriesId: lesson.series?.seriesId ?? '' };
		const dragged = lesson.lessonId;
		const saved = await many.run({ params, body: { series, from, dragged, leaveOutClashing } });
		if (saved) await onDone(t('move.doneSeries', { name: saved.title }), { seriesId: saved.seriesId });
		return saved !== undefined;
	};
	return { save, busy: one.busy || many.busy, error: one.error ?? many.error };
}

/** What is in the way, or that nothing is. */
function Findings(props: Obstacles & Readonly<{ onChoose: (start: number) => void }>) {
	const { t } = useTranslation('timetable');
	const { clashes, count, closed, known, free, onChoose } = props;
	return (
		<>
			{!known && <p className="admin-soft">{t('move.checking')}</p>}
			{closed && (
				<div className="admin-clash" role="status">
					<Icon name="warning" />
					<div>
						<ClosedLine closed={closed} />
						{count === 0 && free && <FreeTimes free={free} onChoose={onChoose} />}
					</div>
				</div>
			)}
			{count > 0 && <ClashLines clashes={clashes} count={count} free={free} onChoose={onChoose} />}
			{known && count === 0 && closed === undefined && <p className="tt-move__free">✓ {t('move.free')}</p>}
		</>
	);
}

type DialogProps = MoveDialogProps & Readonly<{ lesson: Lesson; enter: Enter }>;

function Dialog({ lesson, move, slotOf, onDone, onClose, enter }: DialogProps) {
	const { t } = useTranslation(['timetable', 'admin']);
	const moment = useMoment();
	const zone = useZone();
	const [scope, setScope] = useState<MoveScope>('one');
	const [leaveOut, setLeaveOut] = useState(false);
	const seriesId = lesson.series?.seriesId;
	const reading = useApi(
		endpoints.readSeries,
		{ params: { seriesId: seriesId ?? '' } },
		{ enabled: seriesId !== undefined },
	);
	// A free place that was offered is for this lesson alone: its series has others in the way.
	const [start, setStart] = useState<number>();
	const target: Times =
		start === undefined ? move.target : { from: start, until: start + move.target.until - move.target.from };
	const was = slotOf(lesson);
	const { day } = partsOf(lesson.plannedStart, zone);
	const place = lesson.series === null ? day : partsOf(lesson.series.from, zone).day;
	const ofWeek = inItsWeek(place, move.target.day);
	const whole =
		start === undefined && reading.state === 'ready' && was !== null && ofWeek && reading.data.mayChange
			? movedSeries(reading.data, was, move.target)
			: undefined;
	const series = scope === 'one' ? undefined : whole;
	const from = scope === 'later' ? laterFrom(day, move.target.day, place) : null;
	const obstacles = useObstacles(lesson, target, series, from);
	const { count, closed } = obstacles;
	// What is in the way is said together with the question which lessons: neither moves the other under the pointer.
	const known = obstacles.known && !(seriesId !== undefined && reading.state === 'loading');
	const { save, busy, error } = useSave(lesson, target, onDone);
	const blocked = closed !== undefined || (count > 0 && !(series !== undefined && leaveOut));
	const ready = known && !blocked;
	const submit = async (): Promise<void> => {
		if (await save(series, from, leaveOut)) onClose();
	};
	useAnswer(enter, ready && !busy ? () => void submit() : undefined, known);
	return (
		<Modal
			open
			title={t('move.title', { name: lesson.title })}
			onCancel={onClose}
			width={520}
			footer={
				<>
					<Button onClick={onClose} data-leaves>
						{t('admin:form.close')}
					</Button>
					<Button type="primary" disabled={!ready} loading={busy} onClick={() => void submit()}>
						{t('move.save')}
					</Button>
				</>
			}
		>
			<div className="tt-move">
				<p className="tt-move__when">
					<span>{moment(lesson.plannedStart)}</span>
					<span aria-hidden="true">→</span>
					<strong>{moment(target.from)}</strong>
				</p>
				{whole && (
					<Radio.Group
						value={scope}
						onChange={(event) => setScope(scopes.find((each) => each === event.target.value) ?? 'one')}
						options={scopes.map((value) => ({ value, label: t(`move.scope.${value}`) }))}
						vertical
					/>
				)}
				{lesson.series !== null && !ofWeek && <p className="admin-soft">{t('move.otherWeek')}</p>}
				{lesson.own.time && series !== undefined && <p className="admin-soft">{t('move.follows')}</p>}
				<Findings {...obstacles} known={known} onChoose={setStart} />
				{count > 0 && series !== undefined && (
					<Checkbox checked={leaveOut} onChange={(event) => setLeaveOut(event.target.checked)}>
						{t('series.leaveOut', { count })}
					</Checkbox>
				)}
				{error && <FailureLine code={error.code} incident={error.incident} details={error.details} />}
			</div>
		</Modal>
	);
}

/** A lesson was put down somewhere else: this one, or its series too, with what is in the way before it is saved. */
export function MoveDialog(props: MoveDialogProps) {
	const { t } = useTranslation('timetable');
	const reading = useApi(endpoints.readLesson, { params: { lessonId: props.move.lessonId } });
	const enter = useEnter();
	if (reading.state === 'ready') return <Dialog {...props} lesson={reading.data} enter={enter} />;
	return (
		<Modal open title={t('move.reading')} onCancel={props.onClose} footer={null} width={520}>
			{reading.state === 'failed' ? (
				<FailureLine code={reading.error.code} incident={reading.error.incident} />
			) : (
				<Loading lines={3} />
			)}
		</Modal>
	);
}
