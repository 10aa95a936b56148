// 调课, 代课, 对调, 补课: each a short form over the lesson, with what is in the way before it is saved.
import { Input } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Lesson, PersonId } from '@classroom/protocol';
import type { ApiError } from '../../api/index.ts';
import { useAction, useApi } from '../../api/index.ts';
import { Choice } from '../choices/Choice.tsx';
import { DayChoice } from '../choices/DayChoice.tsx';
import { TeacherChoice } from '../choices/TeacherChoice.tsx';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { useMissing } from '../form/useMissing.ts';
import { ClashNotice } from '../lessons/ClashNotice.tsx';
import { inputOf } from '../lessons/lessonDraft.ts';
import { adminLists } from '../stale.ts';
import { useMoment, useZone } from '../useCounty.ts';
import { instantOf, partsOf, readTime, shiftedDay } from '../zonedTime.ts';
import type { ChangeOf } from './useUndo.ts';

export type Changing = 'move' | 'substitute' | 'swap' | 'makeUp';

export type ChangeFormProps = Readonly<{
	lesson: Lesson;
	onDone: (text: string, of: ChangeOf) => Promise<void>;
	onClose: () => void;
}>;

type FrameProps = Readonly<{
	lesson: Lesson;
	what: Changing;
	fields: readonly string[];
	busy: boolean;
	error: ApiError | undefined;
	reason: string;
	onReason: (reason: string) => void;
	onSubmit: () => Promise<void>;
	onClose: () => void;
	children: ReactNode;
}>;

function ChangeFrame({ lesson, what, fields, reason, onReason, children, ...form }: FrameProps) {
	const { t } = useTranslation('timetable');
	return (
		<FormDrawer
			{...form}
			title={t(`change.${what}.title`, { name: lesson.title })}
			about={t(`change.${what}.about`)}
			fields={[...fields, 'reason']}
			submit={t(`change.${what}.save`)}
		>
			{children}
			<Field name="reason" label={t('change.reason')} hint={t('change.reasonHint')}>
				{(id) => (
					<Input id={id} value={reason} maxLength={200} onChange={(event) => onReason(event.target.value)} />
				)}
			</Field>
		</FormDrawer>
	);
}

const reasonOf = (typed: string): string | null => (typed.trim() === '' ? null : typed);

/** 调课 or, for one that fell away, 补课. */
export function MoveForm({
	lesson,
	onDone,
	onClose,
	what,
}: ChangeFormProps & Readonly<{ what: 'move' | 'makeUp' }>) {
	const { t } = useTranslation(['timetable', 'admin']);
	const zone = useZone();
	const move = useAction(endpoints.moveLesson, adminLists);
	const makeUp = useAction(endpoints.makeUpLesson, adminLists);
	const missing = useMissing();
	const [{ day, time }, setWhen] = useState<{ day: string | null; time: string }>(
		partsOf(lesson.plannedStart, zone),
	);
	const [reason, setReason] = useState('');
	const read = readTime(time);
	const start = day === null || read === undefined ? undefined : instantOf(day, read, zone);
	const submit = async (): Promise<void> => {
		missing.clear();
		if (start === undefined) {
			missing.say(day === null ? 'day' : ['plannedStart', time.trim() === '' ? 'required' : 'bad-format']);
			return;
		}
		const action = what === 'move' ? move : makeUp;
		const saved = await action.run({
			params: { lessonId: lesson.lessonId },
			body: { plannedStart: start, reason: reasonOf(reason) },
		});
		if (!saved) return;
		onClose();
		await onDone(t(`change.${what}.done`, { name: saved.title }), { lessonId: saved.lessonId });
	};
	return (
		<ChangeFrame
			lesson={lesson}
			what={what}
			fields={['day', 'plannedStart']}
			busy={move.busy || makeUp.busy}
			error={missing.error ?? move.error ?? makeUp.error}
			reason={reason}
			onReason={setReason}
			onSubmit={submit}
			onClose={onClose}
		>
			<div className="admin-form__pair">
				<Field name="day" label={t('admin:lessons.day')} required>
					{(id) => <DayChoice id={id} value={day} onChange={(chosen) => setWhen({ day: chosen, time })} />}
				</Field>
				<Field name="plannedStart" label={t('admin:lessons.start')} required>
					{(id) => (
						<Input
							id={id}
							value={time}
							placeholder="08:50"
							autoComplete="off"
							onChange={(event) => setWhen({ day, time: event.target.value })}
						/>
					)}
				</Field>
			</div>
			<ClashNotice
				input={
					start === undefined || start === lesson.plannedStart
						? null
						: { ...inputOf(lesson), plannedStart: start }
				}
				lesson={what === 'move' ? lesson : null}
				onChoose={(chosen) => setWhen(partsOf(chosen, zone))}
			/>
		</ChangeFrame>
	);
}

/** 代课 */
export function SubstituteForm({ lesson, onDone, onClose }: ChangeFormProps) {
	const { t } = useTranslation(['timetable', 'admin']);
	const zone = useZone();
	const substitute = useAction(endpoints.substituteTeacher, adminLists);
	const missing = useMissing();
	const [teacher, setTeacher] = useState<{ personId: PersonId; name: string }>();
	const [reason, setReason] = useState('');
	const submit = async (): Promise<void> => {
		missing.clear();
		if (!teacher) {
			missing.say('teacherId');
			return;
		}
		const params = { lessonId: lesson.lessonId };
		const body = { teacherId: teacher.personId, reason: reasonOf(reason) };
		const saved = await substitute.run({ params, body });
		if (!saved) return;
		onClose();
		await onDone(t('change.substitute.done', { name: saved.title, teacher: saved.teacher }), params);
	};
	return (
		<ChangeFrame
			lesson={lesson}
			what="substitute"
			fields={['teacherId']}
			busy={substitute.busy}
			error={missing.error ?? substitute.error}
			reason={reason}
			onReason={setReason}
			onSubmit={submit}
			onClose={onClose}
		>
			<Field
				name="teacherId"
				label={t('change.substitute.teacher')}
				hint={t('change.substitute.now', { name: lesson.teacher })}
				required
			>
				{(id) => (
					<TeacherChoice
						id={id}
						value={teacher?.personId ?? null}
						name={teacher?.name ?? null}
						day={partsOf(lesson.plannedStart, zone).day}
						onChange={({ personId, name }) => setTeacher({ personId, name })}
					/>
				)}
			</Field>
			<ClashNotice
				input={teacher ? { ...inputOf(lesson), teacherId: teacher.personId } : null}
				lesson={lesson}
				onChoose={undefined}
			/>
		</ChangeFrame>
	);
}

/** As far as another lesson to change places with is looked for, days before and after. */
const AROUND_DAYS = 14;

/** 对调: with another lesson of the same teacher or the same classrooms. */
export function SwapForm({ lesson, onDone, onClose }: ChangeFormProps) {
	const { t } = useTranslation('timetable');
	const zone = useZone();
	const moment = useMoment();
	const swap = useAction(endpoints.swapLessons, adminLists);
	const missing = useMissing();
	const [other, setOther] = useState<string | null>(null);
	const [reason, setReason] = useState('');
	const { day } = partsOf(lesson.plannedStart, zone);
	const days = { from: shiftedDay(day, -AROUND_DAYS), until: shiftedDay(day, AROUND_DAYS) };
	const [place] = [lesson.sendingClassroom, ...lesson.receivingClassrooms].filter((each) => each !== null);
	const scope = place
		? { by: 'classroom' as const, id: place.classroomId }
		: { by: 'teacher' as const, id: lesson.teacherId };
	const reading = useApi(endpoints.readTimetable, { query: { ...scope, ...days } });
	const others =
		reading.state === 'ready'
			? reading.data.lessons.filter((each) => each.mayChange && each.lessonId !== lesson.lessonId)
			: [];
	const submit = async (): Promise<void> => {
		missing.clear();
		if (other === null) {
			missing.say('with');
			return;
		}
		const params = { lessonId: lesson.lessonId };
		const saved = await swap.run({ params, body: { with: other, reason: reasonOf(reason) } });
		if (!saved) return;
		onClose();
		await onDone(t('change.swap.done', { name: lesson.title }), params);
	};
	return (
		<ChangeFrame
			lesson={lesson}
			what="swap"
			fields={['with']}
			busy={swap.busy}
			error={missing.error ?? swap.error}
			reason={reason}
			onReason={setReason}
			onSubmit={submit}
			onClose={onClose}
		>
			<Field name="with" label={t('change.swap.with')} hint={t('change.swap.hint')} required>
				{(id) => (
					<Choice
						id={id}
						options={others.map(({ lessonId, title, from }) => ({
							value: String(lessonId),
							label: `${moment(from)} ${title}`,
						}))}
						value={other}
						onChange={setOther}
						search
						loading={reading.state === 'loading'}
					/>
				)}
			</Field>
		</ChangeFrame>
	);
}
