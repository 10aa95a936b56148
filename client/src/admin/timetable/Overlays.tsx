import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Lesson, TermCalendar } from '@classroom/protocol';
import { CancelLesson } from '../lessons/CancelLesson.tsx';
import { LessonForm } from '../lessons/LessonForm.tsx';
import { OpenLesson } from '../openings/OpenLesson.tsx';
import { timeOf } from '../bells/bellTimes.ts';
import type { Span } from '../bells/bellTimes.ts';
import { useMoment, useZone } from '../useCounty.ts';
import { instantOf } from '../zonedTime.ts';
import { MoveForm, SubstituteForm, SwapForm } from './ChangeForms.tsx';
import { LessonPanel } from './LessonPanel.tsx';
import type { PanelAct } from './LessonPanel.tsx';
import { MoveDialog } from './MoveDialog.tsx';
import type { Move } from './MoveDialog.tsx';
import type { SlotAt } from './moved.ts';
import { EditSeries, NewSeries } from './SeriesForm.tsx';
import type { ChosenScope } from './ScopeBar.tsx';
import type { ChangeOf } from './useUndo.ts';

/** A free place, and what is to be made there. `weekday`: what the day runs as. */
type Making = Readonly<{
	day: string;
	weekday: number;
	span: Span;
	period: number | null;
	scope: ChosenScope;
}>;

export type Over =
	| { what: 'panel'; lessonId: string }
	| { what: 'act'; act: Exclude<PanelAct, 'series'>; lesson: Lesson }
	| { what: 'series'; seriesId: string }
	| ({ what: 'move' } & Move)
	| ({ what: 'make' } & Making)
	| ({ what: 'single' } & Making)
	| ({ what: 'newSeries' } & Making);

type OverlaysProps = Readonly<{
	over: Over | undefined;
	show: (over: Over | undefined) => void;
	done: (text: string, of: ChangeOf) => Promise<void>;
	slotOf: (lesson: Lesson) => SlotAt | null;
	calendar: TermCalendar | undefined;
}>;

function Act({
	act,
	lesson,
	done,
	onClose,
}: Readonly<{
	act: Exclude<PanelAct, 'series'>;
	lesson: Lesson;
	done: OverlaysProps['done'];
	onClose: () => void;
}>) {
	const form = { lesson, onClose, onDone: done };
	switch (act) {
		case 'move':
		case 'makeUp':
			return <MoveForm {...form} what={act} />;
		case 'substitute':
			return <SubstituteForm {...form} />;
		case 'swap':
			return <SwapForm {...form} />;
		case 'cancel':
			return (
				<CancelLesson
					lesson={lesson}
					onClose={onClose}
					onDone={(text) => done(text, { lessonId: lesson.lessonId })}
				/>
			);
		case 'edit':
			return <LessonForm lesson={lesson} onClose={onClose} />;
		case 'open':
			return <OpenLesson lesson={lesson} onClose={onClose} />;
	}
}

/** One lesson or a series: it is asked once, by two buttons. */
function MakeChoice({
	making,
	show,
	hasTerm,
}: Readonly<{ making: Making; show: OverlaysProps['show']; hasTerm: boolean }>) {
	const { t } = useTranslation('timetable');
	const zone = useZone();
	const moment = useMoment();
	const start = instantOf(making.day, timeOf(making.span.from), zone);
	return (
		<Modal open title={t('make.title')} footer={null} width={420} onCancel={() => show(undefined)}>
			<div className="tt-make">
				<p>{moment(start)}</p>
				<Button type="primary" autoFocus onClick={() => show({ ...making, what: 'single' })}>
					{t('make.single')}
				</Button>
				<Button disabled={!hasTerm} onClick={() => show({ ...making, what: 'newSeries' })}>
					{t('make.series')}
				</Button>
			</div>
		</Modal>
	);
}

/** What lies over a timetable. */
export function Overlays({ over, show, done, slotOf, calendar }: OverlaysProps) {
	const close = (): void => show(undefined);
	switch (over?.what) {
		case undefined:
			return null;
		case 'panel':
			return (
				<LessonPanel
					lessonId={over.lessonId}
					onClose={close}
					onAct={(act, lesson) => {
						if (act !== 'series') show({ what: 'act', act, lesson });
						else if (lesson.series) show({ what: 'series', seriesId: lesson.series.seriesId });
					}}
				/>
			);
		case 'act':
			return <Act act={over.act} lesson={over.lesson} done={done} onClose={close} />;
		case 'series':
			return <EditSeries seriesId={over.seriesId} onClose={close} onDone={done} />;
		case 'move':
			return <MoveDialog move={over} slotOf={slotOf} onDone={done} onClose={close} />;
		case 'make':
			return <MakeChoice making={over} show={show} hasTerm={calendar !== undefined} />;
		case 'single':
			return (
				<LessonForm
					lesson={null}
					at={{ day: over.day, time: timeOf(over.span.from), minutes: over.span.until - over.span.from }}
					onClose={close}
				/>
			);
		case 'newSeries':
			return calendar === undefined ? null : (
				<NewSeries
					term={calendar.term}
					at={{ weekday: over.weekday, period: over.period, span: over.span }}
					onClose={close}
					onDone={done}
				/>
			);
	}
}
