import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Series } from '@classroom/protocol';
import { useApi } from '../../api/index.ts';
import { Empty } from '../../components/index.ts';
import { useDayWords } from '../calendar/useDayWords.ts';
import { NewButton } from '../list/ListHead.tsx';
import { ListView } from '../list/ListView.tsx';
import { RowName } from '../list/RowName.tsx';
import { SearchBox } from '../list/SearchBox.tsx';
import type { Filters } from '../list/useFilters.ts';
import { useKept } from '../list/useKept.ts';
import { usePager } from '../list/usePager.ts';
import { useLessonWords } from '../lessons/useLessonWords.ts';
import { useRights } from '../useRights.ts';
import { TermFile } from './ExportButton.tsx';
import { EditSeries, NewSeries } from './SeriesForm.tsx';
import { useCalendarOf } from './useTimetable.ts';
import { useUndo } from './useUndo.ts';

const LIMIT = 50;

function useColumns(open: ((series: Series) => void) | undefined) {
	const { t } = useTranslation(['timetable', 'words']);
	const words = useDayWords();
	const { place, places } = useLessonWords();
	return [
		{
			key: 'title',
			title: t('series.title'),
			render: (series: Series) => (
				<>
					{open && series.mayChange ? (
						<RowName name={series.title} onClick={() => open(series)} />
					) : (
						series.title
					)}
					<span className="admin-small">
						{t(`words:lessonKind.${series.kind}`)} · {t(`words:subject.${series.subject}`)}
					</span>
				</>
			),
		},
		{
			key: 'when',
			title: t('series.slots'),
			render: ({ slots, weeks }: Series) => (
				<>
					{slots
						.map(
							({ weekday, period }) => `${words.weekday(weekday)} ${t('periodNumber', { number: period })}`,
						)
						.join('，')}
					<span className="admin-small">{weeks}</span>
				</>
			),
		},
		{ key: 'teacher', title: t('series.teacher'), width: '96px', render: ({ teacher }: Series) => teacher },
		{
			key: 'receiving',
			title: t('series.receiving'),
			render: ({ sendingClassroom, receivingClassrooms }: Series) => (
				<span title={receivingClassrooms.map(place).join('\n')}>
					{sendingClassroom && <span className="admin-small">{place(sendingClassroom)} →</span>}
					{places(receivingClassrooms)}
				</span>
			),
		},
		{
			key: 'lessons',
			title: t('series.count'),
			width: '120px',
			render: ({ lessons, given, changed }: Series) => (
				<>
					{t('series.given', { given, lessons })}
					{changed > 0 && <span className="admin-small">{t('series.changedCount', { count: changed })}</span>}
				</>
			),
		},
	];
}

/** 系列课: all of a term. */
export function SeriesView({ day, filters }: Readonly<{ day: string; filters: Filters }>) {
	const { t } = useTranslation('timetable');
	const { plan, county } = useRights();
	const calendar = useCalendarOf(day);
	const [over, setOver] = useState<'new' | Series>();
	const done = useUndo();
	const search = filters.get('search');
	const termId = calendar?.term.termId;
	const pager = usePager(JSON.stringify([search, termId]));
	const kept = useKept(
		useApi(
			endpoints.listSeries,
			{
				query: {
					limit: LIMIT,
					termId: termId ?? '',
					...(search !== undefined && { search }),
					...(pager.cursor !== undefined && { cursor: pager.cursor }),
				},
			},
			{ enabled: termId !== undefined },
		),
	);
	const columns = useColumns(plan ? setOver : undefined);
	const close = (): void => setOver(undefined);
	const newButton = plan && calendar && <NewButton label={t('series.new')} onClick={() => setOver('new')} />;
	return (
		<>
			<div className="tt-bar">
				{calendar && <strong>{calendar.term.name}</strong>}
				<SearchBox
					value={search ?? ''}
					onSearch={(text) => filters.set({ search: text })}
					placeholder={t('series.search')}
				/>
				{newButton}
				{county && calendar && <TermFile what="plan" term={calendar.term} />}
			</div>
			{calendar ? (
				<ListView
					kept={kept}
					pager={pager}
					limit={LIMIT}
					caption={t('view.series')}
					columns={columns}
					keyOf={({ seriesId }) => seriesId}
					actions={undefined}
					isFaint={({ lessons }) => lessons === 0}
					filtered={filters.any('search')}
					onClearFilters={() => filters.set({ search: undefined })}
					empty={{
						icon: 'calendar',
						what: t('series.empty'),
						about: t('series.emptyAbout'),
						button: newButton,
					}}
				/>
			) : (
				<Empty icon="month" what={t('noTerm')} />
			)}
			{over === 'new' && calendar && <NewSeries term={calendar.term} onClose={close} onDone={done} />}
			{over !== undefined && over !== 'new' && (
				<EditSeries seriesId={over.seriesId} onClose={close} onDone={done} />
			)}
		</>
	);
}
