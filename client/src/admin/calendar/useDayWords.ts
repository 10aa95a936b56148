// What the days of a calendar are called.
import { useTranslation } from 'react-i18next';
import type { Closure, SpecialDay, Weekday } from '@classroom/protocol';
import { usePerson } from '../../api/index.ts';
import { schoolName } from '../../format/index.ts';
import { useDayText } from '../communities/useDayText.ts';

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

export type MarkKind = SpecialDay['kind'] | 'closed';

export function useDayWords() {
	const { t } = useTranslation('calendar');
	const { county } = usePerson();
	const dayText = useDayText();
	const weekday = (number: Weekday): string => t(`weekday.${number}`);
	return {
		dayText,
		weekday,
		/** One sign for the cell. */
		sign: (kind: MarkKind): string => t(`sign.${kind}`),
		/** What happens on it: `国庆节`, `上周四的课`, `上第10周周四的课`. `week`: that the day lies in. */
		special: (special: SpecialDay, week: number | null): string => {
			if (special.kind !== 'make-up') return special.name;
			const { asWeekday, ofWeek } = special;
			return ofWeek === null || ofWeek === week
				? t('asWeekday', { weekday: weekday(asWeekday) })
				: t('asWeekdayOf', { weekday: weekday(asWeekday), week: ofWeek });
		},
		/** Who is closed. */
		closedFor: ({ whom, name }: Closure): string => {
			if (whom.kind === 'county') return t('closures.county');
			return name === null ? t('closures.gone') : schoolName(name, 14, county);
		},
		/** `3月5日 周四`, or from one to the other. */
		span: (first: string, last: string): string =>
			first === last ? dayText(first) : t('span', { first: dayText(first), last: dayText(last) }),
		/** `2026年9月` */
		month: (month: string): string =>
			t('month', {
				year: month.slice(0, 4),
				month: t(`monthName.${months[Number(month.slice(5)) - 1] ?? 1}`),
			}),
	};
}
