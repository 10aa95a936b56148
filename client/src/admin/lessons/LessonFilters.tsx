import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { DayChoice } from '../choices/DayChoice.tsx';
import { SearchBox } from '../list/SearchBox.tsx';
import type { Filters } from '../list/useFilters.ts';
import { presetOf, presets, rangeOf } from './range.ts';
import type { DayRange, Preset } from './range.ts';

type LessonFiltersProps = Readonly<{ filters: Filters; range: DayRange; today: string }>;

/** What is kept in the address: nothing for the usual, the days to come. */
export function rangeFilters(range: DayRange, today: string) {
	const usual = presetOf(range, today) === 'ahead';
	return { from: usual ? undefined : (range.from ?? 'any'), to: usual ? undefined : range.to };
}

export function LessonFilters({ filters, range, today }: LessonFiltersProps) {
	const { t } = useTranslation('admin');
	const set = (next: DayRange): void => filters.set(rangeFilters(next, today));
	const preset = presetOf(range, today);
	return (
		<>
			<SearchBox
				value={filters.get('search') ?? ''}
				onSearch={(text) => filters.set({ search: text })}
				placeholder={t('lessons.search')}
			/>
			<Segmented<Preset | 'days'>
				aria-label={t('lessons.days')}
				options={[
					...presets.map((value) => ({ value, label: t(`lessons.range.${value}`) })),
					...(preset ? [] : [{ value: 'days' as const, label: t('lessons.range.days') }]),
				]}
				value={preset ?? 'days'}
				onChange={(value) => {
					if (value !== 'days') set(rangeOf(value, today));
				}}
			/>
			<span className="admin-range">
				<DayChoice
					label={t('lessons.from')}
					className="admin-range__day"
					value={range.from}
					onChange={(from) => set({ ...range, from: from ?? undefined })}
					placeholder={t('lessons.from')}
					clear
				/>
				<span aria-hidden="true">–</span>
				<DayChoice
					label={t('lessons.to')}
					className="admin-range__day"
					value={range.to}
					onChange={(to) => set({ ...range, to: to ?? undefined })}
					placeholder={t('lessons.to')}
					clear
				/>
			</span>
		</>
	);
}
