import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints, SchoolId } from '@classroom/protocol';
import type { PlanningTeacher } from '@classroom/protocol';
import { useApi, usePerson } from '../../api/index.ts';
import { schoolName } from '../../format/index.ts';
import { spanText } from '../bells/bellTimes.ts';
import { useDayWords } from '../calendar/useDayWords.ts';
import { SchoolChoice } from '../choices/SchoolChoice.tsx';
import { ListView } from '../list/ListView.tsx';
import { RowName } from '../list/RowName.tsx';
import { SearchBox } from '../list/SearchBox.tsx';
import { useFilters } from '../list/useFilters.ts';
import { useKept } from '../list/useKept.ts';
import { usePager } from '../list/usePager.ts';
import { TeacherForm } from './TeacherForm.tsx';
import { useGradeWords } from './usePlanWords.ts';

const LIMIT = 50;
const WIDTH = 20;
const noFilters = { search: undefined, school: undefined };

function useColumns(edit: (teacher: PlanningTeacher) => void) {
	const { t } = useTranslation(['planning', 'words']);
	const { county } = usePerson();
	const gradeWords = useGradeWords();
	const days = useDayWords();
	return [
		{
			key: 'name',
			title: t('teachers.name'),
			render: (teacher: PlanningTeacher) => (
				<>
					<RowName name={teacher.name} onClick={teacher.mayChange ? () => edit(teacher) : undefined} />
					<span className="admin-small">{schoolName(teacher.school, WIDTH, county)}</span>
				</>
			),
		},
		{
			key: 'teaches',
			title: t('teachers.teaches'),
			render: ({ profile, assumed }: PlanningTeacher) => (
				<>
					{profile.takesPart
						? profile.abilities
								.map(({ subject, grades }) =>
									t('teachers.subjectGrades', {
										subject: t(`words:subject.${subject}`),
										grades: gradeWords(grades),
									}),
								)
								.join(t('person'))
						: t('teachers.outside')}
					{assumed && <span className="admin-small">{t('teachers.assumed')}</span>}
				</>
			),
		},
		{
			key: 'limits',
			title: t('teachers.limits'),
			width: '140px',
			render: ({ profile }: PlanningTeacher) => (
				<>
					{t('teachers.perWeek', { count: profile.mostAWeek })}
					<span className="admin-small">{t('teachers.perDay', { count: profile.mostADay })}</span>
				</>
			),
		},
		{
			key: 'away',
			title: t('teachers.away'),
			render: ({ profile: { away } }: PlanningTeacher) =>
				away.length === 0 ? (
					<span className="admin-soft">{t('teachers.always')}</span>
				) : (
					away.map((span) => `${days.weekday(span.weekday)} ${spanText(span)}`).join(t('person'))
				),
		},
	];
}

/** Who can teach what and when: the teachers of core schools. */
export function TeachersPart() {
	const { t } = useTranslation('planning');
	const filters = useFilters();
	const ofSchool = usePerson().role === 'school-admin';
	const [editing, setEditing] = useState<PlanningTeacher>();
	const search = filters.get('search');
	const schoolId = SchoolId.safeParse(filters.get('school')).data;
	const pager = usePager(JSON.stringify([search, schoolId]));
	const kept = useKept(
		useApi(endpoints.listPlanningTeachers, {
			query: {
				limit: LIMIT,
				...(search !== undefined && { search }),
				...(schoolId !== undefined && { schoolId }),
				...(pager.cursor !== undefined && { cursor: pager.cursor }),
			},
		}),
	);
	const columns = useColumns(setEditing);
	return (
		<>
			<div className="tt-bar">
				<SearchBox
					value={search ?? ''}
					onSearch={(text) => filters.set({ search: text })}
					placeholder={t('teachers.search')}
				/>
				{!ofSchool && (
					<SchoolChoice
						label={t('needs.school')}
						className="admin-filter--school"
						value={schoolId}
						onChange={(school) => filters.set({ school: school ?? undefined })}
						placeholder={t('needs.school')}
						clear
					/>
				)}
			</div>
			<ListView
				kept={kept}
				pager={pager}
				limit={LIMIT}
				caption={t('part.teachers')}
				columns={columns}
				keyOf={({ personId }) => personId}
				actions={(teacher) =>
					teacher.mayChange && (
						<Button
							size="small"
							aria-label={`${t('teachers.edit')} ${teacher.name}`}
							onClick={() => setEditing(teacher)}
						>
							{t('teachers.edit')}
						</Button>
					)
				}
				isFaint={({ profile }) => !profile.takesPart}
				filtered={filters.any('search', 'school')}
				onClearFilters={() => filters.set(noFilters)}
				empty={{ icon: 'person', what: t('teachers.empty'), about: t('teachers.emptyAbout') }}
			/>
			{editing && (
				<TeacherForm key={editing.personId} teacher={editing} onClose={() => setEditing(undefined)} />
			)}
		</>
	);
}
