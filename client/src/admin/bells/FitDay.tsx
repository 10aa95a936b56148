import { useTranslation } from 'react-i18next';
import type { Period, PeriodFit, SchoolId } from '@classroom/protocol';
import { commonOf, hoursAround, hoursIn, placeIn, spanText, timeOf } from './bellTimes.ts';
import type { Span } from './bellTimes.ts';
import { useBellWords } from './useBellWords.ts';

type School = Readonly<{ schoolId: SchoolId; school: string; periods: readonly Period[] }>;

const PX_PER_HOUR = 64;

const boxOf = (frame: Span, span: Span): React.CSSProperties => {
	const { start, size } = placeIn(frame, span);
	return { top: `${start}%`, height: `${size}%` };
};

/** Of a receiving school: its periods, and in them, shaded, what they share with the sending school's. */
function Column({
	school,
	sending,
	frame,
}: Readonly<{ school: School; sending: School | undefined; frame: Span }>) {
	const { t } = useTranslation('bells');
	const words = useBellWords();
	return (
		<div className="bells-day__column">
			<h3 title={school.school}>{words.school(school.school, 10)}</h3>
			<ol className="bells-day__periods" style={{ height: ((frame.until - frame.from) / 60) * PX_PER_HOUR }}>
				{school.periods.map((period) => (
					<li key={period.number} className="bells-day__period" style={boxOf(frame, period)}>
						{sending?.periods.map((other) => {
							const common = commonOf(period, other);
							return (
								common && (
									<span
										key={other.number}
										className="bells-day__common"
										style={boxOf(period, common)}
										aria-hidden="true"
									/>
								)
							);
						})}
						<span className="bells-day__words">
							<strong>{period.name}</strong> {spanText(period)}
							{sending && <Shared period={period} sending={sending} />}
						</span>
					</li>
				))}
				{school.periods.length === 0 && <li className="bells-day__none">{t('compare.none')}</li>}
			</ol>
		</div>
	);
}

/** The minutes of a period that the sending school's best period has too. */
function Shared({ period, sending }: Readonly<{ period: Period; sending: School }>) {
	const { t } = useTranslation('bells');
	const minutes = sending.periods.map((other) => {
		const common = commonOf(period, other);
		return common ? common.until - common.from : 0;
	});
	const most = Math.max(0, ...minutes);
	return (
		<small className={most === 0 ? 'bells-day__nothing' : undefined}>
			{most === 0 ? t('compare.nothing') : t('minutes', { count: most })}
		</small>
	);
}

/** The schools' days side by side, the sending school's first. */
export function FitDay({ schools }: Readonly<{ schools: readonly School[]; fits: readonly PeriodFit[] }>) {
	const { t } = useTranslation('bells');
	const frame = hoursAround(schools.flatMap(({ periods }) => periods));
	const [sending, ...receiving] = schools;
	if (!sending) return null;
	return (
		<div className="bells-day" tabIndex={0} role="region" aria-label={t('compare.picture')}>
			<div className="bells-day__hours" aria-hidden="true">
				{hoursIn(frame).map((hour) => (
					<span key={hour} style={{ top: `${placeIn(frame, { from: hour, until: hour }).start}%` }}>
						{timeOf(hour)}
					</span>
				))}
			</div>
			<Column school={sending} sending={undefined} frame={frame} />
			{receiving.map((school) => (
				<Column key={school.schoolId} school={school} sending={sending} frame={frame} />
			))}
		</div>
	);
}
