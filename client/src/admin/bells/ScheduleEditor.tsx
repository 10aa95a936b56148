import { Button, Checkbox, Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Weekday } from '@classroom/protocol';
import type { ApiError } from '../../api/index.ts';
import { Icon } from '../../components/index.ts';
import { weekdays } from '../calendar/useDayWords.ts';
import { errorAt } from '../form/fieldErrors.ts';
import { nextPeriod } from './bellDraft.ts';
import type { ScheduleDraft } from './bellDraft.ts';
import { minutesOf } from './bellTimes.ts';
import { MonthDayChoice } from './MonthDayChoice.tsx';
import { PeriodRow } from './PeriodRows.tsx';
import { Timeline } from './Timeline.tsx';
import { useBellWords } from './useBellWords.ts';

type ScheduleEditorProps = Readonly<{
	schedule: ScheduleDraft;
	/** As the contract calls it: `schedules.0`. */
	path: string;
	error: ApiError | undefined;
	onChange: (part: Partial<ScheduleDraft>) => void;
	onRemove: () => void;
}>;

function IssueLine({ path, error }: Readonly<{ path: string; error: ApiError | undefined }>) {
	const { t } = useTranslation(['bells', 'words']);
	const wrong = errorAt(error, path);
	if (wrong?.kind !== 'issue') return null;
	const rival = wrong.code === 'duplicate' && !path.endsWith('name');
	return (
		<p className="bells-issue" role="alert">
			{rival ? t('rival') : t(`words:issue.${wrong.code}`)}
		</p>
	);
}

type Part = Pick<ScheduleEditorProps, 'schedule' | 'path' | 'error' | 'onChange'>;

/** In which season and on which weekdays it holds. */
function When({ schedule: { season, weekdays: chosen }, path, error, onChange }: Part) {
	const { t } = useTranslation('bells');
	const words = useBellWords();
	const wrongSeason = errorAt(error, `${path}.season`) !== undefined;
	return (
		<div className="bells-when">
			<Segmented<'year' | 'season'>
				aria-label={t('seasonLabel')}
				options={[
					{ value: 'year', label: t('allYear') },
					{ value: 'season', label: t('someSeason') },
				]}
				value={season ? 'season' : 'year'}
				onChange={(value) => onChange({ season: value === 'year' ? null : { from: null, until: null } })}
			/>
			{season && (
				<span className="bells-when__season">
					<MonthDayChoice
						label={t('seasonFrom')}
						invalid={wrongSeason}
						value={season.from}
						onChange={(from) => onChange({ season: { ...season, from } })}
					/>
					<span aria-hidden="true">–</span>
					<MonthDayChoice
						label={t('seasonUntil')}
						invalid={wrongSeason}
						value={season.until}
						onChange={(until) => onChange({ season: { ...season, until } })}
					/>
				</span>
			)}
			<IssueLine path={`${path}.season`} error={error} />
			<Segmented<'all' | 'some'>
				aria-label={t('weekdaysLabel')}
				options={[
					{ value: 'all', label: t('everyDay') },
					{ value: 'some', label: t('someDays') },
				]}
				value={chosen ? 'some' : 'all'}
				onChange={(value) => onChange({ weekdays: value === 'all' ? null : [5] })}
			/>
			{chosen && (
				<Checkbox.Group<Weekday>
					options={weekdays.map((value) => ({ value, label: words.weekday(value) }))}
					value={chosen}
					onChange={(value) => onChange({ weekdays: value })}
				/>
			)}
			<IssueLine path={`${path}.weekdays`} error={error} />
		</div>
	);
}

function Periods({ schedule: { periods }, path, error, onChange }: Part) {
	const { t } = useTranslation('bells');
	const words = useBellWords();
	return (
		<>
			<table className="bells-edit">
				<thead>
					<tr>
						<th scope="col">{t('column.number')}</th>
						<th scope="col">{t('column.name')}</th>
						<th scope="col">{t('column.from')}</th>
						<th scope="col">{t('column.until')}</th>
						<th scope="col">
							<span className="visually-hidden">{t('column.remove')}</span>
						</th>
					</tr>
				</thead>
				<tbody>
					{periods.map((period, place) => (
						<PeriodRow
							// Rows have no name of their own while they are typed.
							key={`${path} ${String(place)}`}
							period={period}
							path={`${path}.periods.${place}`}
							error={error}
							onChange={(part) =>
								onChange({
									periods: periods.map((each, turn) => (turn === place ? { ...each, ...part } : each)),
								})
							}
							onRemove={() => onChange({ periods: periods.filter((_, turn) => turn !== place) })}
						/>
					))}
				</tbody>
			</table>
			<div>
				<Button
					icon={<Icon name="plus" size={16} />}
					disabled={periods.length >= 20}
					onClick={() => onChange({ periods: [...periods, nextPeriod(periods, words.nameOf)] })}
				>
					{t('addPeriod')}
				</Button>
			</div>
		</>
	);
}

/** One schedule while it is changed: its name, when it holds, its periods, and how the day looks by them. */
export function ScheduleEditor(props: ScheduleEditorProps) {
	const { schedule, path, error, onChange, onRemove } = props;
	const { t } = useTranslation('bells');
	const wrongName = errorAt(error, `${path}.name`) !== undefined;
	return (
		<section className="admin-box" aria-label={schedule.name}>
			<div className="admin-box__head">
				<Input
					className="bells-name"
					aria-label={t('scheduleName')}
					placeholder={t('scheduleName')}
					value={schedule.name}
					maxLength={40}
					{...(wrongName && { status: 'error' as const })}
					onChange={(event) => onChange({ name: event.target.value })}
				/>
				<Button
					type="text"
					danger
					aria-label={t('removeSchedule', { name: schedule.name })}
					onClick={onRemove}
				>
					{t('remove')}
				</Button>
			</div>
			<IssueLine path={`${path}.name`} error={error} />
			<When schedule={schedule} path={path} error={error} onChange={onChange} />
			<Timeline
				blocks={schedule.periods.map(({ number, from, until }, place) => ({
					key: String(place),
					label: String(number ?? ''),
					from: minutesOf(from) ?? 0,
					until: minutesOf(until) ?? 0,
				}))}
			/>
			<Periods schedule={schedule} path={path} error={error} onChange={onChange} />
		</section>
	);
}
