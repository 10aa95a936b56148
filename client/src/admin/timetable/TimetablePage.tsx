import './timetable.css';
import '../calendar/calendar.css';
import { Segmented } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Day } from '@classroom/protocol';
import { usePerson } from '../../api/index.ts';
import { weekdayOf } from '../calendar/monthGrid.ts';
import { ListHead } from '../list/ListHead.tsx';
import { useFilters } from '../list/useFilters.ts';
import { useToday } from '../useCounty.ts';
import { shiftedDay } from '../zonedTime.ts';
import { CountyDay } from './CountyDay.tsx';
import { PlanningView } from '../planning/PlanningView.tsx';
import { MonthView } from './MonthView.tsx';
import { OverviewView } from './OverviewView.tsx';
import { ScopeBar, useScope } from './ScopeBar.tsx';
import { SeriesView } from './SeriesView.tsx';
import type { View } from './views.ts';
import { viewsOf } from './views.ts';
import { WeekView } from './WeekView.tsx';

/** At the weekend the coming week is what people look for. */
const firstShown = (today: string): string =>
	weekdayOf(today) > 5 ? shiftedDay(today, 8 - weekdayOf(today)) : today;

/** 课表 */
export function TimetablePage() {
	const { t } = useTranslation('timetable');
	const { role } = usePerson();
	const filters = useFilters();
	const today = useToday();
	const offered = viewsOf(role);
	const view = offered.find((each) => each === filters.get('view')) ?? 'week';
	const day = Day.safeParse(filters.get('day')).data ?? firstShown(today);
	const scope = useScope(filters);
	const ofScope = view === 'week' || view === 'month';
	const page = useRef<HTMLDivElement>(null);
	// On a phone the views are a row that is wider than the screen.
	useEffect(() => {
		const chosen = page.current?.querySelector('.ant-segmented-item-selected');
		chosen?.scrollIntoView({ block: 'nearest', inline: 'center' });
	}, [view]);
	return (
		<div className="tt" ref={page}>
			<ListHead title={t('title')}>
				<Segmented<View>
					aria-label={t('views')}
					options={offered.map((value) => ({ value, label: t(`view.${value}`) }))}
					value={view}
					onChange={(chosen) => filters.set({ view: chosen === 'week' ? undefined : chosen })}
				/>
				{ofScope && <ScopeBar filters={filters} scope={scope} day={day} />}
			</ListHead>
			{view === 'week' && <WeekView scope={scope} day={day} filters={filters} />}
			{view === 'day' && <CountyDay day={day} filters={filters} />}
			{view === 'month' && <MonthView scope={scope} day={day} filters={filters} />}
			{view === 'series' && <SeriesView day={day} filters={filters} />}
			{view === 'overview' && <OverviewView day={day} onPlan={() => filters.set({ view: 'planning' })} />}
			{view === 'planning' && <PlanningView day={day} filters={filters} />}
		</div>
	);
}
