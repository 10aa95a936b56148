import './bells.css';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { SchoolId } from '@classroom/protocol';
import { useApi, usePerson } from '../../api/index.ts';
import { Empty, Failure, Loading } from '../../components/index.ts';
import { Choice } from '../choices/Choice.tsx';
import { ListHead } from '../list/ListHead.tsx';
import { useFilters } from '../list/useFilters.ts';
import type { Filters } from '../list/useFilters.ts';
import { CompareView } from './CompareView.tsx';
import { SchoolView } from './SchoolView.tsx';
import { useBellWords } from './useBellWords.ts';

type View = 'school' | 'compare';
type School = Readonly<{ schoolId: SchoolId; school: string; schedules: number }>;

function OneSchool({ schools, filters }: Readonly<{ schools: readonly School[]; filters: Filters }>) {
	const { t } = useTranslation('bells');
	const words = useBellWords();
	const { schoolId: own } = usePerson();
	const asked = filters.get('school') ?? own ?? schools[0]?.schoolId;
	const chosen = schools.find(({ schoolId }) => schoolId === asked) ?? schools[0];
	if (!chosen) {
		return (
			<Empty icon="school" what={t('noSchools')}>
				{t('noSchoolsAbout')}
			</Empty>
		);
	}
	const without = schools.filter(({ schedules }) => schedules === 0).length;
	return (
		<SchoolView
			key={chosen.schoolId}
			schoolId={chosen.schoolId}
			head={
				<>
					<Choice
						label={t('chooseSchool')}
						className="bells-school__choice"
						options={schools.map(({ schoolId, school, schedules }) => {
							const name = words.school(school, 20);
							return {
								value: schoolId,
								label: schedules === 0 ? t('withoutBells', { name }) : name,
								found: school,
							};
						})}
						search
						value={chosen.schoolId}
						onChange={(schoolId) => schoolId && filters.set({ school: schoolId })}
					/>
					{without > 0 && <span className="admin-soft">{t('without', { count: without })}</span>}
				</>
			}
		/>
	);
}

/** 作息时间: each school's bells, and how those of several suit each other. */
export function BellsPage() {
	const { t } = useTranslation('bells');
	const filters = useFilters();
	const view: View = filters.get('view') === 'compare' ? 'compare' : 'school';
	const reading = useApi(endpoints.listBells, {});
	return (
		<>
			<ListHead title={t('title')} about={t('about')}>
				<Segmented<View>
					aria-label={t('views')}
					options={[
						{ value: 'school', label: t('viewSchool') },
						{ value: 'compare', label: t('viewCompare') },
					]}
					value={view}
					onChange={(chosen) => filters.set({ view: chosen === 'school' ? undefined : chosen })}
				/>
			</ListHead>
			{reading.state === 'loading' && <Loading lines={9} />}
			{reading.state === 'failed' && (
				<Failure code={reading.error.code} incident={reading.error.incident} onAgain={reading.again} />
			)}
			{reading.state === 'ready' && view === 'school' && (
				<OneSchool schools={reading.data.items} filters={filters} />
			)}
			{reading.state === 'ready' && view === 'compare' && (
				<CompareView schools={reading.data.items} filters={filters} />
			)}
		</>
	);
}
