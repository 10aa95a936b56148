import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Period, Slot } from '@classroom/protocol';
import { minutesOf, spanText, timeOf } from '../bells/bellTimes.ts';
import { useDayWords } from '../calendar/useDayWords.ts';

type OwnTimesProps = Readonly<{
	slots: readonly Slot[];
	periodsOf: (weekday: number) => readonly Period[];
	/** How much of each the receiving schools' bells share; undefined: not known (yet). */
	shares: readonly number[] | undefined;
	onChange: (slots: Slot[]) => void;
}>;

const LENGTH = 40;

function TimeInput({
	label,
	minutes,
	onChange,
}: Readonly<{ label: string; minutes: number; onChange: (minutes: number) => void }>) {
	const [typed, setTyped] = useState(timeOf(minutes));
	return (
		<Input
			aria-label={label}
			className="tt-time"
			value={typed}
			onChange={(event) => setTyped(event.target.value)}
			onBlur={() => {
				const read = minutesOf(typed);
				if (read === undefined) setTyped(timeOf(minutes));
				else onChange(read);
			}}
		/>
	);
}

/** Each slot chosen: when it is, how it suits the other schools' bells, and times of its own where it does not. */
export function OwnTimes({ slots, periodsOf, shares, onChange }: OwnTimesProps) {
	const { t } = useTranslation('timetable');
	const words = useDayWords();
	const replace = (place: number, own: Slot['own']): void =>
		onChange(slots.map((slot, each) => (each === place ? { ...slot, own } : slot)));
	return (
		<ul className="tt-own">
			{slots.map((slot, place) => {
				const period = periodsOf(slot.weekday).find(({ number }) => number === slot.period);
				const share = shares?.[place];
				const { own } = slot;
				return (
					<li key={`${slot.weekday} ${slot.period}`}>
						<strong>
							{words.weekday(slot.weekday)} {period?.name ?? t('periodNumber', { number: slot.period })}
						</strong>
						{own === null ? (
							<span>{period ? spanText(period) : t('series.noBells')}</span>
						) : (
							<span className="tt-own__times">
								<TimeInput
									label={t('series.from')}
									minutes={own.from}
									onChange={(from) => replace(place, { ...own, from })}
								/>
								–
								<TimeInput
									label={t('series.until')}
									minutes={own.until}
									onChange={(until) => replace(place, { ...own, until })}
								/>
							</span>
						)}
						{share !== undefined && (
							<span className="admin-soft">{t('series.share', { percent: Math.round(share * 100) })}</span>
						)}
						<Button
							size="small"
							onClick={() => {
								const from = period?.from ?? 8 * 60;
								replace(place, own === null ? { from, until: period?.until ?? from + LENGTH } : null);
							}}
						>
							{own === null ? t('series.ownTime') : t('series.bellTime')}
						</Button>
					</li>
				);
			})}
		</ul>
	);
}
