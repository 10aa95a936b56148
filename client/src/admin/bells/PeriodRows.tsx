import { Button, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '../../api/index.ts';
import { Icon } from '../../components/index.ts';
import { errorAt } from '../form/fieldErrors.ts';
import type { PeriodDraft } from './bellDraft.ts';
import { minutesOf, timeOf } from './bellTimes.ts';

type PeriodRowProps = Readonly<{
	period: PeriodDraft;
	/** As the contract calls it: `schedules.0.periods.2`. */
	path: string;
	error: ApiError | undefined;
	onChange: (part: Partial<PeriodDraft>) => void;
	onRemove: () => void;
}>;

type Place = 'number' | 'name' | 'from' | 'until';
const places: readonly Place[] = ['number', 'name', 'from', 'until'];

/** What is wrong with a period, in words below it. */
function RowIssues({ path, error }: Readonly<{ path: string; error: ApiError | undefined }>) {
	const { t } = useTranslation(['bells', 'words']);
	const wrong = places.flatMap((place) => {
		const found = errorAt(error, `${path}.${place}`);
		return found?.kind === 'issue' ? [{ place, code: found.code }] : [];
	});
	if (wrong.length === 0) return null;
	return (
		<tr className="bells-edit__issue">
			<td colSpan={5} role="alert">
				{wrong.map(({ place, code }) => (
					<span key={place}>
						{t(`column.${place}`)}: {t(`words:issue.${code}`)}{' '}
					</span>
				))}
			</td>
		</tr>
	);
}

export function PeriodRow({ period, path, error, onChange, onRemove }: PeriodRowProps) {
	const { t } = useTranslation('bells');
	const status = (place: Place) =>
		errorAt(error, `${path}.${place}`) ? { status: 'error' as const, 'aria-invalid': true } : {};
	const label = (place: Place): string => `${period.name} ${t(`column.${place}`)}`;
	const time = (place: 'from' | 'until') => (
		<Input
			value={period[place]}
			aria-label={label(place)}
			placeholder="08:20"
			autoComplete="off"
			inputMode="numeric"
			{...status(place)}
			onChange={(event) => onChange({ [place]: event.target.value })}
			onBlur={() => {
				const minutes = minutesOf(period[place]);
				if (minutes !== undefined && timeOf(minutes) !== period[place])
					onChange({ [place]: timeOf(minutes) });
			}}
		/>
	);
	return (
		<>
			<tr>
				<td>
					<InputNumber<number>
						className="admin-wide"
						value={period.number}
						aria-label={label('number')}
						precision={0}
						controls={false}
						{...status('number')}
						onChange={(number) => onChange({ number })}
					/>
				</td>
				<td>
					<Input
						value={period.name}
						aria-label={label('name')}
						maxLength={20}
						{...status('name')}
						onChange={(event) => onChange({ name: event.target.value })}
					/>
				</td>
				<td>{time('from')}</td>
				<td>{time('until')}</td>
				<td>
					<Button
						type="text"
						aria-label={t('removePeriod', { name: period.name })}
						icon={<Icon name="cross" size={16} />}
						onClick={onRemove}
					/>
				</td>
			</tr>
			<RowIssues path={path} error={error} />
		</>
	);
}
