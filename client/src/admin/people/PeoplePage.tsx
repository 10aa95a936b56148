import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ClassGroupId, endpoints, PersonRole, SchoolId } from '@classroom/protocol';
import type { Person } from '@classroom/protocol';
import { useApi, usePerson } from '../../api/index.ts';
import { schoolName } from '../../format/index.ts';
import { Choice } from '../choices/Choice.tsx';
import { SchoolChoice } from '../choices/SchoolChoice.tsx';
import { useClassGroups } from '../choices/useAll.ts';
import { useWordOptions } from '../choices/words.ts';
import { ListHead, NewButton } from '../list/ListHead.tsx';
import { ListView } from '../list/ListView.tsx';
import { RowActions } from '../list/RowActions.tsx';
import { RowName } from '../list/RowName.tsx';
import { SearchBox } from '../list/SearchBox.tsx';
import { useFilters } from '../list/useFilters.ts';
import type { Filters } from '../list/useFilters.ts';
import { useKept } from '../list/useKept.ts';
import { usePager } from '../list/usePager.ts';
import { rolesFor } from './personDraft.ts';
import { PersonForm } from './PersonForm.tsx';
import { RemovePerson } from './RemovePerson.tsx';
import { ResetPassword } from './ResetPassword.tsx';
import { useDisable } from './useDisable.ts';

const LIMIT = 50;
const noFilters = { search: undefined, role: undefined, school: undefined, class: undefined };

type Over =
	| { what: 'form'; person: Person | null }
	| { what: 'password'; person: Person }
	| { what: 'remove'; person: Person };

function filtersOf(filters: Filters) {
	return {
		search: filters.get('search'),
		role: PersonRole.safeParse(filters.get('role')).data,
		schoolId: SchoolId.safeParse(filters.get('school')).data,
		classGroupId: ClassGroupId.safeParse(filters.get('class')).data,
	};
}

function usePeople(filters: Filters) {
	const { search, role, schoolId, classGroupId } = filtersOf(filters);
	const pager = usePager(JSON.stringify([search, role, schoolId, classGroupId]));
	const kept = useKept(
		useApi(endpoints.listPeople, {
			query: {
				limit: LIMIT,
				...(search !== undefined && { search }),
				...(role !== undefined && { role }),
				...(schoolId !== undefined && { schoolId }),
				...(classGroupId !== undefined && { classGroupId }),
				...(pager.cursor !== undefined && { cursor: pager.cursor }),
			},
		}),
	);
	return { pager, kept };
}

function useColumns(edit: (person: Person) => void, wide: boolean) {
	const { t } = useTranslation(['admin', 'words']);
	const { county } = usePerson();
	return [
		{
			key: 'name',
			title: t('people.name'),
			render: (person: Person) => (
				<span className="admin-tags">
					<RowName name={person.name} onClick={() => edit(person)} />
					{person.disabled && <span className="admin-tag admin-tag--gone">{t('people.isDisabled')}</span>}
				</span>
			),
		},
		{
			key: 'role',
			title: t('people.role'),
			width: '110px',
			render: ({ role }: Person) => t(`words:role.${role}`),
		},
		...(wide
			? [
					{
						key: 'school',
						title: t('school'),
						render: ({ school }: Person) =>
							school === null ? <span className="admin-soft">{county}</span> : schoolName(school, 20, county),
					},
				]
			: []),
		{
			key: 'about',
			title: t('people.about'),
			render: ({ classGroup, subjects }: Person) =>
				classGroup ?? (subjects.map((subject) => t(`words:subject.${subject}`)).join('、') || t('none')),
		},
		{
			key: 'loginName',
			title: t('people.loginName'),
			width: '180px',
			render: ({ loginName }: Person) => <span className="admin-soft admin-login">{loginName}</span>,
		},
	];
}

function FilterRow({ filters, wide }: Readonly<{ filters: Filters; wide: boolean }>) {
	const { t } = useTranslation('admin');
	const { roles } = useWordOptions();
	const allowed = rolesFor(usePerson().role);
	const { search, role, schoolId, classGroupId } = filtersOf(filters);
	const groups = useClassGroups(schoolId !== undefined || classGroupId !== undefined || !wide).items;
	const ofSchool = groups.filter((group) => schoolId === undefined || group.schoolId === schoolId);
	return (
		<>
			<SearchBox
				value={search ?? ''}
				onSearch={(text) => filters.set({ search: text })}
				placeholder={t('people.search')}
			/>
			<Choice
				label={t('people.role')}
				className="admin-filter"
				options={roles.filter((each) => allowed.includes(each.value))}
				value={role}
				onChange={(value) => filters.set({ role: value ?? undefined })}
				placeholder={t('people.allRoles')}
				clear
			/>
			{wide && (
				<SchoolChoice
					label={t('school')}
					className="admin-filter admin-filter--school"
					value={schoolId}
					onChange={(value) => filters.set({ school: value ?? undefined, class: undefined })}
					placeholder={t('allSchools')}
					clear
				/>
			)}
			{ofSchool.length > 0 && (
				<Choice
					label={t('people.class')}
					className="admin-filter"
					options={ofSchool.map(({ classGroupId: value, name }) => ({ value, label: name }))}
					value={classGroupId}
					onChange={(value) => filters.set({ class: value ?? undefined })}
					placeholder={t('people.allClasses')}
					search
					clear
				/>
			)}
		</>
	);
}

function useActionsOf(show: (over: Over) => void) {
	const { t } = useTranslation('admin');
	const own = usePerson();
	const disable = useDisable();
	return (person: Person) => (
		<RowActions
			of={person.name}
			actions={[
				{ key: 'edit', label: t('edit'), onClick: () => show({ what: 'form', person }) },
				{ key: 'password', label: t('people.reset'), onClick: () => show({ what: 'password', person }) },
				// Nobody shuts themselves out.
				...(person.personId === own.personId
					? []
					: [
							{
								key: 'disable',
								label: person.disabled ? t('people.enable') : t('people.disable'),
								onClick: () => void disable(person),
							},
							{
								key: 'remove',
								label: t('remove'),
								danger: true,
								onClick: () => show({ what: 'remove', person }),
							},
						]),
			]}
		/>
	);
}

export function PeoplePage() {
	const { t } = useTranslation('admin');
	const wide = usePerson().role === 'county-admin';
	const filters = useFilters();
	const [over, setOver] = useState<Over>();
	const { pager, kept } = usePeople(filters);
	const columns = useColumns((person) => setOver({ what: 'form', person }), wide);
	const actions = useActionsOf(setOver);
	const newButton = (
		<NewButton label={t('people.new')} onClick={() => setOver({ what: 'form', person: null })} />
	);
	const close = (): void => setOver(undefined);
	const { role, schoolId } = filtersOf(filters);
	return (
		<>
			<ListHead title={t('menu.people')} buttons={newButton}>
				<FilterRow filters={filters} wide={wide} />
			</ListHead>
			<ListView
				kept={kept}
				pager={pager}
				limit={LIMIT}
				caption={t('menu.people')}
				columns={columns}
				keyOf={({ personId }) => personId}
				actions={actions}
				isFaint={({ disabled }) => disabled}
				filtered={filters.any('search', 'role', 'school', 'class')}
				onClearFilters={() => filters.set(noFilters)}
				empty={{ icon: 'person', what: t('people.empty'), about: t('people.emptyAbout'), button: newButton }}
			/>
			{over?.what === 'form' && (
				<PersonForm person={over.person} role={role} schoolId={schoolId ?? null} onClose={close} />
			)}
			{over?.what === 'password' && <ResetPassword person={over.person} onClose={close} />}
			{over?.what === 'remove' && <RemovePerson person={over.person} onClose={close} />}
		</>
	);
}
