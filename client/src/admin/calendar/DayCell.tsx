import { useTranslation } from 'react-i18next';
import { classes } from '../../components/index.ts';
import type { MarkKind } from './useDayWords.ts';
import { useDayWords } from './useDayWords.ts';
import { weekdayOf } from './monthGrid.ts';
import type { DayMarks } from './monthGrid.ts';

type DayCellProps = Readonly<{
	day: string;
	/** That it is drawn in, `2026-09`. */
	month: string;
	week: number;
	inTerm: boolean;
	marks: DayMarks;
	today: string;
	focused: boolean;
	/** For who may change it. */
	onOpen: ((day: string) => void) | undefined;
	onFocus: (day: string) => void;
}>;

/** A day with its number, and with sign and words what is unusual about it. */
export function DayCell({ day, month, week, inTerm, marks, today, focused, onOpen, onFocus }: DayCellProps) {
	const { t } = useTranslation('calendar');
	const words = useDayWords();
	const { special, closures } = marks;
	const what = special && words.special(special, week);
	const closed = closures.map((closure) => t('closedDay', { name: words.closedFor(closure) }));
	const kind: MarkKind | undefined = special?.kind ?? (closures.length > 0 ? 'closed' : undefined);
	const free = weekdayOf(day) > 5 && special?.kind !== 'make-up';
	const label = [
		words.dayText(day),
		t('week', { week }),
		...(special ? [t(`kind.${special.kind}`), what] : []),
		...closed,
		...(day === today ? [t('today')] : []),
	].join(' ');
	const open = inTerm && day >= today ? onOpen : undefined;
	return (
		<td
			className={classes(
				'calendar-day',
				kind && `calendar-day--${kind}`,
				free && 'calendar-day--free',
				day < today && 'calendar-day--past',
				day === today && 'calendar-day--today',
			)}
		>
			<button
				type="button"
				className="calendar-day__button"
				data-day={inTerm ? day : undefined}
				tabIndex={focused ? 0 : -1}
				disabled={!inTerm}
				aria-disabled={open === undefined}
				aria-current={day === today ? 'date' : undefined}
				aria-label={label}
				title={[what, ...closed].filter(Boolean).join(' · ')}
				onFocus={() => onFocus(day)}
				onClick={() => open?.(day)}
			>
				<span className="calendar-day__number">
					{day.startsWith(month)
						? Number(day.slice(8))
						: `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`}
				</span>
				{special && (
					<span className={`calendar-sign calendar-sign--${special.kind}`}>{words.sign(special.kind)}</span>
				)}
				{closures.length > 0 && (
					<span className="calendar-sign calendar-sign--closed">{words.sign('closed')}</span>
				)}
				<span className="calendar-day__words">{what ?? (closures[0] && words.closedFor(closures[0]))}</span>
			</button>
		</td>
	);
}
