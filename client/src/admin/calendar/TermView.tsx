import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { TermCalendar, TermId } from '@classroom/protocol';
import { useApi } from '../../api/index.ts';
import { Failure, FailureLine, Loading } from '../../components/index.ts';
import { useToday } from '../useCounty.ts';
import { useRights } from '../useRights.ts';
import { ClosureForm } from './ClosureForm.tsx';
import { ClosureList } from './ClosureList.tsx';
import { DayForm } from './DayForm.tsx';
import { MonthTable } from './MonthTable.tsx';
import { monthsOf } from './monthGrid.ts';
import { Suggested } from './Suggested.tsx';
import { useDayKeys } from './useDayKeys.ts';
import type { MarkKind } from './useDayWords.ts';
import { useDayWords } from './useDayWords.ts';

type Over = { what: 'day'; day: string } | { what: 'closure'; day: string | null };

const kinds: readonly MarkKind[] = ['holiday', 'make-up', 'exam', 'closed'];

function Legend() {
	const { t } = useTranslation('calendar');
	const words = useDayWords();
	return (
		<ul className="calendar-legend" aria-label={t('legend')}>
			{kinds.map((kind) => (
				<li key={kind}>
					<span className={`calendar-sign calendar-sign--${kind}`}>{words.sign(kind)}</span>
					{t(`kind.${kind}`)}
				</li>
			))}
		</ul>
	);
}

function Months({
	calendar,
	onOpen,
}: Readonly<{ calendar: TermCalendar; onOpen: ((day: string) => void) | undefined }>) {
	const { t } = useTranslation('calendar');
	const { term, specialDays, closures } = calendar;
	const today = useToday();
	const keys = useDayKeys(term, today);
	const special = new Map(specialDays.map((each) => [each.day, each]));
	return (
		<div className="calendar-months" role="group" aria-label={t('keys')} onKeyDown={keys.onKeyDown}>
			{monthsOf(term).map((month) => (
				<MonthTable
					key={month.month}
					term={term}
					month={month}
					specialDays={special}
					closures={closures}
					today={today}
					keys={keys}
					onOpen={onOpen}
				/>
			))}
		</div>
	);
}

/** A term's calendar on the wall, with what may be done about it. */
export function TermView({ termId }: { termId: TermId }) {
	const { t } = useTranslation('calendar');
	const { county, change } = useRights();
	const [over, setOver] = useState<Over>();
	const reading = useApi(endpoints.readCalendar, { params: { termId } });
	if (reading.state === 'loading') return <Loading lines={12} />;
	if (reading.state === 'failed') {
		return <Failure code={reading.error.code} incident={reading.error.incident} onAgain={reading.again} />;
	}
	const { data: calendar, failing } = reading;
	const close = (): void => setOver(undefined);
	const closeSchools = (day: string | null): void => setOver({ what: 'closure', day });
	const openDay = county ? (day: string) => setOver({ what: 'day', day }) : closeSchools;
	return (
		<>
			{failing && <FailureLine code={failing.code} incident={failing.incident} />}
			{calendar.unknownYears.map((year) => (
				<p key={year} className="admin-note">
					{county ? t('unknownYear', { year }) : t('unknownYearOthers', { year })}
				</p>
			))}
			{county && <Suggested calendar={calendar} />}
			<Legend />
			<Months calendar={calendar} onOpen={change ? openDay : undefined} />
			<ClosureList calendar={calendar} onNew={change ? () => closeSchools(null) : undefined} />
			{over?.what === 'day' && (
				<DayForm
					key={over.day}
					calendar={calendar}
					day={over.day}
					onClose={close}
					onCloseSchools={() => closeSchools(over.day)}
				/>
			)}
			{over?.what === 'closure' && <ClosureForm calendar={calendar} day={over.day} onClose={close} />}
		</>
	);
}
