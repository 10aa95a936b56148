import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { usePerson } from '../api/index.ts';
import { Button } from '../components/index.ts';
import { dateText, isoDate, wallClock } from '../format/index.ts';
import { useLanguage } from '../hooks/useLanguage.ts';
import { partOfDay, shiftDay } from './days.ts';

type DayHeadProps = Readonly<{ day: string; zone: string; now: number; count: number }>;

/** Which day, for whom, how much there is; and the way to the day before and after. */
export function DayHead({ day, zone, now, count }: DayHeadProps) {
	const { t } = useTranslation('day');
	const language = useLanguage();
	const { name } = usePerson();
	const [, setSearch] = useSearchParams();
	const today = isoDate(now, zone);
	const choose = (chosen: string): void => setSearch(chosen === today ? {} : { day: chosen });
	// Noon of that day in UTC: the words of a date need no zone.
	const noon = Date.parse(`${day}T12:00:00Z`);
	const greeting = t(`greeting.${partOfDay(wallClock(now, zone).hour)}`, { name });
	return (
		<header className="day__head">
			<div>
				<h1 className="day__date">{dateText(noon, 'UTC', language, now)}</h1>
				<p className="day__greeting">
					{[day === today && greeting, count > 0 && t('count', { count })].filter(Boolean).join(' · ')}
				</p>
			</div>
			<nav className="day__choose" aria-label={t('day.label')}>
				<Button size="small" icon="back" label={t('day.before')} onClick={() => choose(shiftDay(day, -1))} />
				<Button size="small" pressed={day === today} onClick={() => choose(today)}>
					{t('day.today')}
				</Button>
				<Button size="small" icon="forward" label={t('day.after')} onClick={() => choose(shiftDay(day, 1))} />
			</nav>
		</header>
	);
}
