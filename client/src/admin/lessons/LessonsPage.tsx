import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Day, endpoints } from '@classroom/protocol';
import type { Lesson } from '@classroom/protocol';
import { useApi, usePerson } from '../../api/index.ts';
import { dateText, timeRange } from '../../format/index.ts';
import { useLanguage } from '../../hooks/useLanguage.ts';
import { useNow } from '../../hooks/useNow.ts';
import { ListHead, NewButton } from '../list/ListHead.tsx';
import { ListView } from '../list/ListView.tsx';
import { RowActions } from '../list/RowActions.tsx';
import { RowName } from '../list/RowName.tsx';
import { useFilters } from '../list/useFilters.ts';
import type { Filters } from '../list/useFilters.ts';
import { useKept } from '../list/useKept.ts';
import { usePager } from '../list/usePager.ts';
import { useToday, useZone } from '../useCounty.ts';
import { useRights } from '../useRights.ts';
import { AbsenceLine, explainable } from './absences.tsx';
import { CancelLesson } from './CancelLesson.tsx';
import { ExplainMissed } from './ExplainMissed.tsx';
import { LessonDetails } from './LessonDetails.tsx';
import { LessonFilters } from './LessonFilters.tsx';
import { LessonForm } from './LessonForm.tsx';
import { MissedNotice } from './MissedNotice.tsx';
import { OpeningRateCard } from './OpeningRateCard.tsx';
import { instantsOf, rangeOf } from './range.ts';
import type { DayRange } from './range.ts';
import { StatusTag } from './StatusTag.tsx';
import { useLessonWords } from './useLessonWords.ts';

const LIMIT = 50;
/** Lessons begin and end while the page is open. */
const RENEW_MS = 60_000;

type Over =
	| { what: 'details'; lesson: Lesson }
	| { what: 'form'; lesson: Lesson | null }
	| { what: 'cancel'; lesson: Lesson }
	| { what: 'explain'; lesson: Lesson };

/** As the address says; the days to come if it says nothing. */
function rangeFrom(filters: Filters, today: string): DayRange {
	const from = filters.get('from');
	if (from === undefined) return rangeOf('ahead', today);
	return { from: Day.safeParse(from).data, to: Day.safeParse(filters.get('to')).data };
}

const Only = endpoints.listLessons.query.shape.only;

function useLessons(search: string | undefined, range: DayRange, onlyText: string | undefined) {
	const zone = useZone();
	const only = Only.safeParse(onlyText).data;
	const pager = usePager(JSON.stringify([search, range, only]));
	const kept = useKept(
		useApi(
			endpoints.listLessons,
			{
				query: {
					limit: LIMIT,
					...instantsOf(range, zone),
					...(search !== undefined && { search }),
					...(only !== undefined && { only }),
					...(pager.cursor !== undefined && { cursor: pager.cursor }),
				},
			},
			{ everyMs: RENEW_MS },
		),
	);
	return { pager, kept };
}

function useColumns(open: (lesson: Lesson) => void) {
	const { t } = useTranslation(['admin', 'words']);
	const zone = useZone();
	const language = useLanguage();
	const now = useNow(60_000);
	const { place, places } = useLessonWords();
	return [
		{
			key: 'title',
			title: t('lessons.title'),
			render: (lesson: Lesson) => (
				<>
					<RowName name={lesson.title} onClick={() => open(lesson)} />
					<span className="admin-small">
						{t(`words:lessonKind.${lesson.kind}`)} · {t(`words:subject.${lesson.subject}`)}
					</span>
				</>
			),
		},
		{
			key: 'when',
			title: t('lessons.when'),
			width: '132px',
			render: ({ plannedStart, plannedEnd }: Lesson) => (
				<>
					<span className="whole">{timeRange(plannedStart, plannedEnd, zone)}</span>
					<span className="admin-small">{dateText(plannedStart, zone, language, now)}</span>
				</>
			),
		},
		{ key: 'teacher', title: t('lessons.teacher'), width: '96px', render: ({ teacher }: Lesson) => teacher },
		{
			key: 'sending',
			title: t('lessons.sending'),
			render: ({ sendingClassroom }: Lesson) =>
				sendingClassroom ? place(sendingClassroom) : t('lessons.anywhere'),
		},
		{
			key: 'receiving',
			title: t('lessons.receiving'),
			render: ({ receivingClassrooms }: Lesson) => (
				<span title={receivingClassrooms.map(place).join('\n')}>{places(receivingClassrooms)}</span>
			),
		},
		{
			key: 'status',
			title: t('lessons.status'),
			width: '136px',
			render: ({ status, absences }: Lesson) => (
				<>
					<StatusTag status={status} />
					<AbsenceLine absences={absences} />
				</>
			),
		},
	];
}

function Overlay({ over, show }: Readonly<{ over: Over; show: (over: Over | undefined) => void }>) {
	const close = (): void => show(undefined);
	switch (over.what) {
		case 'details': {
			const { lesson } = over;
			return (
				<LessonDetails
					lesson={lesson}
					onChange={() => show({ what: 'form', lesson })}
					onCancel={() => show({ what: 'cancel', lesson })}
					onExplain={() => show({ what: 'explain', lesson })}
					onClose={close}
				/>
			);
		}
		case 'form':
			return <LessonForm lesson={over.lesson} onClose={close} />;
		case 'cancel':
			return <CancelLesson lesson={over.lesson} onClose={close} />;
		case 'explain':
			return <ExplainMissed lesson={over.lesson} onClose={close} />;
	}
}

export function LessonsPage() {
	const { t } = useTranslation('admin');
	const { plan } = useRights();
	const oversees = usePerson().role === 'inspector';
	const filters = useFilters();
	const today = useToday();
	const [over, setOver] = useState<Over>();
	const search = filters.get('search');
	const range = rangeFrom(filters, today);
	const { pager, kept } = useLessons(search, range, filters.get('only'));
	const columns = useColumns((lesson) => setOver({ what: 'details', lesson }));
	const newButton = plan && (
		<NewButton label={t('lessons.new')} onClick={() => setOver({ what: 'form', lesson: null })} />
	);
	const explain = (lesson: Lesson) => (
		<RowActions
			of={lesson.title}
			actions={[
				{
					...{ key: 'explain', label: t('lessons.missed.explain') },
					onClick: () => setOver({ what: 'explain', lesson }),
				},
			]}
		/>
	);
	const actionsOf = (lesson: Lesson) => {
		if (lesson.mayExplain || explainable(lesson).length > 0) return explain(lesson);
		return (
			lesson.mayChange && (
				<RowActions
					of={lesson.title}
					actions={[
						{ key: 'edit', label: t('edit'), onClick: () => setOver({ what: 'form', lesson }) },
						{ key: 'cancel', label: t('lessons.cancel'), onClick: () => setOver({ what: 'cancel', lesson }) },
					]}
				/>
			)
		);
	};
	return (
		<>
			<ListHead title={t('menu.lessons')} buttons={newButton}>
				<LessonFilters filters={filters} range={range} today={today} />
			</ListHead>
			{plan && <MissedNotice filters={filters} today={today} />}
			{(plan || oversees) && <OpeningRateCard range={range} />}
			<ListView
				kept={kept}
				pager={pager}
				limit={LIMIT}
				caption={t('menu.lessons')}
				columns={columns}
				keyOf={({ lessonId }) => lessonId}
				actions={plan ? actionsOf : undefined}
				isFaint={({ status, absences }) =>
					status === 'cancelled' || (status === 'ended' && absences === undefined)
				}
				filtered={filters.any('search', 'from', 'to', 'only')}
				onClearFilters={() =>
					filters.set({ search: undefined, from: undefined, to: undefined, only: undefined })
				}
				empty={{
					icon: 'calendar',
					what: t('lessons.empty'),
					about: t('lessons.emptyAbout'),
					button: newButton,
				}}
			/>
			{over && <Overlay over={over} show={setOver} />}
		</>
	);
}
