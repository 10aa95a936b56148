import { Button, Drawer } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lesson } from '@classroom/protocol';
import { ButtonLink } from '../../components/index.ts';
import { dateText, durationText, timeRange } from '../../format/index.ts';
import { useLanguage } from '../../hooks/useLanguage.ts';
import { useNow } from '../../hooks/useNow.ts';
import { useZone } from '../useCounty.ts';
import { AbsenceList, explainable, useReasonText } from './absences.tsx';
import { StatusTag } from './StatusTag.tsx';
import { useLessonWords } from './useLessonWords.ts';

type LessonDetailsProps = Readonly<{
	lesson: Lesson;
	onChange: () => void;
	onCancel: () => void;
	onExplain: () => void;
	onClose: () => void;
}>;

function Fact({ name, children }: Readonly<{ name: string; children: ReactNode }>) {
	return (
		<>
			<dt>{name}</dt>
			<dd>{children}</dd>
		</>
	);
}

function useWhen(lesson: Lesson): string {
	const zone = useZone();
	const language = useLanguage();
	const now = useNow(60_000);
	const { plannedStart, plannedEnd } = lesson;
	const date = dateText(plannedStart, zone, language, now);
	const length = durationText(plannedEnd - plannedStart, language);
	return `${date} ${timeRange(plannedStart, plannedEnd, zone)} · ${length}`;
}

/** What, when, who and where. */
export function Facts({ lesson }: { lesson: Lesson }) {
	const { t } = useTranslation(['admin', 'words']);
	const { place } = useLessonWords();
	const when = useWhen(lesson);
	const reason = useReasonText();
	const { sendingClassroom, receivingClassrooms, classGroups, cancelReason, explanation, absences } = lesson;
	return (
		<dl className="admin-facts">
			<Fact name={t('lessons.status')}>
				<StatusTag status={lesson.status} />
			</Fact>
			{cancelReason !== null && <Fact name={t('lessons.reason')}>{cancelReason}</Fact>}
			{lesson.status === 'missed' && <Fact name={t('lessons.missed.reason')}>{reason(explanation)}</Fact>}
			{absences && (
				<Fact name={t('lessons.absent.schools')}>
					<AbsenceList absences={absences} />
				</Fact>
			)}
			<Fact name={t('lessons.when')}>{when}</Fact>
			<Fact name={t('lessons.kind')}>
				{t(`words:lessonKind.${lesson.kind}`)} · {t(`words:subject.${lesson.subject}`)}
			</Fact>
			<Fact name={t('lessons.teacher')}>{lesson.teacher}</Fact>
			<Fact name={t('lessons.sending')}>
				{sendingClassroom ? place(sendingClassroom) : t('lessons.anywhere')}
			</Fact>
			<Fact name={t('lessons.receiving')}>
				<ul className="admin-places">
					{receivingClassrooms.map((each) => (
						<li key={each.classroomId}>{place(each)}</li>
					))}
				</ul>
				{receivingClassrooms.length === 0 && t('none')}
			</Fact>
			<Fact name={t('lessons.classes')}>
				<ul className="admin-places">
					{classGroups.map((each) => (
						<li key={each.classGroupId}>{place(each)}</li>
					))}
				</ul>
				{classGroups.length === 0 && t('none')}
			</Fact>
		</dl>
	);
}

/** All of a lesson, and what there is to do with it. */
export function LessonDetails({ lesson, onChange, onCancel, onExplain, onClose }: LessonDetailsProps) {
	const { t } = useTranslation('admin');
	const open = ['waiting', 'teaching', 'overrun'].includes(lesson.status) && lesson.joinAs !== null;
	return (
		<Drawer
			open
			title={lesson.title}
			size="min(560px, 100vw)"
			onClose={onClose}
			footer={
				lesson.mayExplain || explainable(lesson).length > 0 ? (
					<div className="admin-form__buttons">
						<Button type="primary" onClick={onExplain} autoFocus>
							{t('lessons.missed.explain')}
						</Button>
					</div>
				) : (
					lesson.mayChange && (
						<div className="admin-form__buttons">
							<Button onClick={onCancel}>{t('lessons.cancel')}</Button>
							<Button type="primary" onClick={onChange} autoFocus>
								{t('edit')}
							</Button>
						</div>
					)
				)
			}
		>
			<div className="admin-form">
				<Facts lesson={lesson} />
				{(open || lesson.mayReplay) && (
					<div className="admin-head__buttons">
						{open && (
							<ButtonLink size="small" icon="eye" to={`/lesson/${lesson.lessonId}`}>
								{t('lessons.enter')}
							</ButtonLink>
						)}
						{lesson.mayReplay && (
							<ButtonLink size="small" icon="play" to={`/replay/${lesson.lessonId}`}>
								{t('lessons.replay')}
							</ButtonLink>
						)}
					</div>
				)}
			</div>
		</Drawer>
	);
}
