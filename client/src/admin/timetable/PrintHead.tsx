import { useTranslation } from 'react-i18next';
import type { TermCalendar } from '@classroom/protocol';
import { usePerson } from '../../api/index.ts';
import { useDayWords } from '../calendar/useDayWords.ts';
import { useToday } from '../useCounty.ts';
import type { ChosenScope } from './ScopeBar.tsx';
import { usePrintable } from './usePrintable.ts';

type PrintHeadProps = Readonly<{
	scope: ChosenScope;
	calendar: TermCalendar | undefined;
	week: number | null;
	first: string;
	last: string;
}>;

/** What stands above a timetable on the wall; on a screen the page says it already. */
export function PrintHead({ scope, calendar, week, first, last }: PrintHeadProps) {
	const { t } = useTranslation('timetable');
	const words = useDayWords();
	const today = useToday();
	const { county } = usePerson();
	usePrintable();
	return (
		<header className="tt-printhead">
			<h1>{t('caption', { name: scope.name })}</h1>
			<p>
				<span>{county}</span>
				{calendar && <span>{calendar.term.name}</span>}
				{week !== null && <span>{t(week % 2 === 1 ? 'oddWeek' : 'evenWeek', { week })}</span>}
				<span>{words.span(first, last)}</span>
				<span>{t('print.asOf', { day: words.dayText(today) })}</span>
			</p>
		</header>
	);
}
