import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { endpoints, TimetableOf } from '@classroom/protocol';
import type { PersonRole, SchoolId } from '@classroom/protocol';
import { useApi, usePerson } from '../../api/index.ts';
import { schoolName } from '../../format/index.ts';
import { Choice } from '../choices/Choice.tsx';
import { TeacherChoice } from '../choices/TeacherChoice.tsx';
import { useClassGroups, useClassrooms, useCommunities } from '../choices/useAll.ts';
import type { Filters } from '../list/useFilters.ts';
import type { Scope } from './useTimetable.ts';

/** Whose timetables a role may choose from. */
export function scopesOf(role: PersonRole): readonly TimetableOf[] {
	switch (role) {
		case 'county-admin':
		case 'inspector':
			return ['school', 'classroom', 'class', 'teacher', 'community'];
		case 'school-admin':
			return ['school', 'classroom', 'class', 'teacher'];
		case 'teacher':
			return ['teacher', 'school'];
		case 'assistant':
		case 'student':
			return ['school'];
	}
}

export type ChosenScope = Scope &
	Readonly<{
		/** What it is called; empty: not known yet. */
		name: string;
		/** Whose bells it goes by, where it is known beforehand. */
		schoolId: SchoolId | undefined;
	}>;

type Item = Readonly<{ id: string; name: string; schoolId: SchoolId | undefined }>;

const WIDTH = 16;

/** What there is to choose from, but for teachers, whom the server searches. */
function useItems(by: TimetableOf): { items: readonly Item[]; loading: boolean } {
	const { county, role } = usePerson();
	const short = (school: string): string => schoolName(school, WIDTH, county);
	const administers = ['county-admin', 'school-admin', 'inspector'].includes(role);
	const schools = useApi(endpoints.listBells, {}, { enabled: by === 'school' });
	const classrooms = useClassrooms(administers && by === 'classroom');
	const classes = useClassGroups(administers && by === 'class');
	const communities = useCommunities(administers && by === 'community');
	switch (by) {
		case 'school':
			return {
				loading: schools.state === 'loading',
				items: (schools.state === 'ready' ? schools.data.items : []).map(({ schoolId, school }) => ({
					id: schoolId,
					schoolId,
					name: short(school),
				})),
			};
		case 'classroom':
			return {
				loading: classrooms.loading,
				items: classrooms.items.map(({ classroomId, schoolId, school, name }) => ({
					id: classroomId,
					schoolId,
					name: `${short(school)} · ${name}`,
				})),
			};
		case 'class':
			return {
				loading: classes.loading,
				items: classes.items.map(({ classGroupId, schoolId, school, name }) => ({
					id: classGroupId,
					schoolId,
					name: `${short(school)} ${name}`,
				})),
			};
		case 'community':
			return {
				loading: communities.loading,
				items: communities.items.map(({ communityId, name, members }) => ({
					id: communityId,
					schoolId: members[0]?.schoolId,
					name,
				})),
			};
		case 'teacher':
		case 'county':
			return { items: [], loading: false };
	}
}

/** The timetable that is asked for, by the page's address; one's own where it says nothing. */
export function useScope(filters: Filters): ChosenScope & { items: readonly Item[]; loading: boolean } {
	const person = usePerson();
	const offered = scopesOf(person.role);
	const asked = TimetableOf.safeParse(filters.get('by')).data;
	const by = asked !== undefined && offered.includes(asked) ? asked : (offered[0] ?? 'school');
	const { items, loading } = useItems(by);
	const given = filters.get('id');
	if (by === 'teacher') {
		const own = person.role === 'teacher';
		return {
			by,
			id: own ? person.personId : given,
			name: own ? person.name : (filters.get('name') ?? ''),
			schoolId: person.schoolId ?? undefined,
			items,
			loading,
		};
	}
	const found = items.find(({ id }) => id === (given ?? person.schoolId)) ?? items[0];
	return { by, id: found?.id, name: found?.name ?? '', schoolId: found?.schoolId, items, loading };
}

type ScopeBarProps = Readonly<{ filters: Filters; scope: ReturnType<typeof useScope>; day: string }>;

/** Of whom or what the timetable is. */
export function ScopeBar({ filters, scope, day }: ScopeBarProps) {
	const { t } = useTranslation('timetable');
	const person = usePerson();
	const offered = scopesOf(person.role);
	const teacher = scope.by === 'teacher' && person.role !== 'teacher';
	return (
		<div className="tt-scope">
			{offered.length > 1 && (
				<Segmented<TimetableOf>
					aria-label={t('of')}
					options={offered.map((value) => ({ value, label: t(`by.${value}`) }))}
					value={scope.by}
					onChange={(by) => filters.set({ by, id: undefined, name: undefined })}
				/>
			)}
			{teacher && (
				<div className="tt-scope__choice">
					<TeacherChoice
						id="tt-teacher"
						value={null}
						name={null}
						day={day}
						onChange={({ personId, name }) => filters.set({ id: personId, name })}
					/>
				</div>
			)}
			{scope.by !== 'teacher' && scope.items.length + Number(scope.loading) > 1 && (
				<Choice
					label={t(`by.${scope.by}`)}
					className="tt-scope__choice"
					options={scope.items.map(({ id, name }) => ({ value: id, label: name }))}
					value={scope.id}
					onChange={(id) => id && filters.set({ id })}
					loading={scope.loading}
					search
				/>
			)}
		</div>
	);
}
