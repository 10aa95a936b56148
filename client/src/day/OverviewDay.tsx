import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lesson } from '@classroom/protocol';
import { Button, Empty, Icon } from '../components/index.ts';
import { groupDay } from './groups.ts';
import { LessonRows } from './LessonRow.tsx';
import { filterLessons, lessonFilters } from './overview.ts';
import type { LessonFilter } from './overview.ts';

type OverviewDayProps = Readonly<{ lessons: readonly Lesson[]; now: number; zone: string }>;

/** The day of a school or county: many lessons, in lines, to be filtered and searched. */
export function OverviewDay({ lessons, now, zone }: OverviewDayProps) {
	const { t } = useTranslation(['day', 'words']);
	const [filter, setFilter] = useState<LessonFilter>('all');
	const [search, setSearch] = useState('');
	const found = filterLessons(lessons, filter, useDeferredValue(search), now);
	const groups = groupDay(found, now);
	const rows = { now, zone, own: false };
	const words: Readonly<Record<LessonFilter, string>> = {
		all: t('filter.all'),
		now: t('now'),
		ahead: t('words:lessonStatus.planned'),
		ended: t('words:lessonStatus.ended'),
		missed: t('words:lessonStatus.missed'),
	};
	return (
		<>
			<div className="filters" role="group" aria-label={t('filter.label')}>
				{lessonFilters.map((each) => (
					<Button key={each} size="small" pressed={each === filter} onClick={() => setFilter(each)}>
						{words[each]}
						<span className="filters__count">{filterLessons(lessons, each, '', now).length}</span>
					</Button>
				))}
				<div className="filters__search">
					<Icon name="search" />
					<input
						className="field__input"
						type="search"
						value={search}
						onChange={(event) => setSearch(event.target.value)}
						placeholder={t('filter.search')}
						aria-label={t('filter.search')}
					/>
				</div>
			</div>
			{found.length === 0 && (
				<Empty
					icon="search"
					what={t('filter.none')}
					button={
						<Button
							onClick={() => {
								setFilter('all');
								setSearch('');
							}}
						>
							{t('filter.clear')}
						</Button>
					}
				/>
			)}
			<LessonRows label={t('now')} lessons={groups.now} {...rows} />
			<LessonRows label={t('next')} lessons={groups.next} {...rows} />
			<LessonRows label={t('later')} lessons={groups.later} {...rows} />
			<LessonRows label={t('done')} lessons={groups.done} {...rows} />
		</>
	);
}
