import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { COMPARED_SCHOOLS_MAX, endpoints } from '@classroom/protocol';
import type { SchoolId } from '@classroom/protocol';
import { useApi, usePerson } from '../../api/index.ts';
import { Empty, Failure, Loading } from '../../components/index.ts';
import { Choice } from '../choices/Choice.tsx';
import { DayChoice } from '../choices/DayChoice.tsx';
import type { Filters } from '../list/useFilters.ts';
import { useKept } from '../list/useKept.ts';
import { useToday } from '../useCounty.ts';
import { FitDay } from './FitDay.tsx';
import { FitList } from './FitList.tsx';
import { useBellWords } from './useBellWords.ts';

type School = Readonly<{ schoolId: SchoolId; school: string; schedules: number }>;
type Compared = Readonly<{ sending: SchoolId; receiving: readonly SchoolId[]; day: string }>;

function Comparison({ sending, receiving, day }: Compared) {
	const { t } = useTranslation('bells');
	const { reading, renewing } = useKept(
		useApi(endpoints.compareBells, { query: { sending, receiving: receiving.join(','), day } }),
	);
	if (reading.state === 'loading') return <Loading lines={9} />;
	if (reading.state === 'failed') {
		return <Failure code={reading.error.code} incident={reading.error.incident} onAgain={reading.again} />;
	}
	const { schools, fits } = reading.data;
	if (fits.length === 0) {
		return (
			<Empty icon="bell" what={t('compare.noPeriods')}>
				{t('compare.noPeriodsAbout')}
			</Empty>
		);
	}
	return (
		<div className="bells-compare" aria-busy={renewing}>
			<FitDay schools={schools} fits={fits} />
			<FitList schools={schools} fits={fits} />
		</div>
	);
}

/** The chosen schools, kept in the address; at first the own school, or the first that has bells, and the next two. */
function useCompared(schools: readonly School[], filters: Filters): Compared | undefined {
	const { schoolId } = usePerson();
	const today = useToday();
	const known = (id: string | undefined): SchoolId | undefined =>
		schools.find((school) => school.schoolId === id)?.schoolId;
	const withBells = schools.filter(({ schedules }) => schedules > 0).map((school) => school.schoolId);
	const sending = known(filters.get('sending')) ?? known(schoolId ?? undefined) ?? withBells[0];
	if (sending === undefined) return undefined;
	const asked = filters
		.get('receiving')
		?.split(',')
		.flatMap((id) => known(id) ?? []);
	const receiving = asked ?? withBells.filter((id) => id !== sending).slice(0, 3);
	return { sending, receiving, day: filters.get('day') ?? today };
}

/** How the bells of a sending school and of receiving ones suit each other. */
export function CompareView({
	schools,
	filters,
}: Readonly<{ schools: readonly School[]; filters: Filters }>) {
	const { t } = useTranslation('bells');
	const words = useBellWords();
	const compared = useCompared(schools, filters);
	if (!compared) {
		return (
			<Empty icon="bell" what={t('empty')}>
				{t('compare.empty')}
			</Empty>
		);
	}
	const { sending, receiving, day } = compared;
	const options = schools.map(({ schoolId, school, schedules }) => ({
		value: schoolId,
		label: schedules === 0 ? t('withoutBells', { name: words.school(school, 16) }) : words.school(school, 16),
		found: school,
	}));
	return (
		<>
			<div className="bells-choose">
				<label className="bells-choose__one">
					<span>{t('compare.sending')}</span>
					<Choice
						label={t('compare.sending')}
						options={options}
						search
						value={sending}
						onChange={(chosen) => chosen && filters.set({ sending: chosen })}
					/>
				</label>
				<label className="bells-choose__many">
					<span>{t('compare.receiving')}</span>
					<Select<SchoolId[], (typeof options)[number]>
						aria-label={t('compare.receiving')}
						mode="multiple"
						maxCount={COMPARED_SCHOOLS_MAX}
						className="admin-wide"
						placeholder={t('compare.receivingPlaceholder')}
						options={options.filter(({ value }) => value !== sending)}
						showSearch={{
							filterOption: (typed, option) => option?.found.includes(typed.trim()) ?? false,
						}}
						value={receiving.filter((id) => id !== sending)}
						// Nobody at all is also a choice, unlike nothing chosen yet.
						onChange={(chosen) => filters.set({ receiving: chosen.length === 0 ? ',' : chosen.join(',') })}
					/>
				</label>
				<label className="bells-choose__day">
					<span>{t('compare.day')}</span>
					<DayChoice
						label={t('compare.day')}
						value={day}
						onChange={(chosen) => filters.set({ day: chosen ?? undefined })}
					/>
				</label>
			</div>
			<Comparison sending={sending} receiving={receiving.filter((id) => id !== sending)} day={day} />
		</>
	);
}
