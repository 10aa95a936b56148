import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CommunityId, endpoints } from '@classroom/protocol';
import type { School } from '@classroom/protocol';
import { useApi, usePerson } from '../../api/index.ts';
import { schoolName } from '../../format/index.ts';
import { Choice } from '../choices/Choice.tsx';
import { useCommunities } from '../choices/useAll.ts';
import { ListHead, NewButton } from '../list/ListHead.tsx';
import { ListView } from '../list/ListView.tsx';
import { RowActions } from '../list/RowActions.tsx';
import { SearchBox } from '../list/SearchBox.tsx';
import { useFilters } from '../list/useFilters.ts';
import type { Filters } from '../list/useFilters.ts';
import { useKept } from '../list/useKept.ts';
import { usePager } from '../list/usePager.ts';
import { RowName } from '../list/RowName.tsx';
import { useRights } from '../useRights.ts';
import { RemoveSchool } from './RemoveSchool.tsx';
import { SchoolForm } from './SchoolForm.tsx';

const LIMIT = 50;

type Over = { what: 'form'; school: School | null } | { what: 'remove'; school: School };

function useSchoolColumns(edit: ((school: School) => void) | undefined) {
	const { t } = useTranslation(['admin', 'words']);
	const { county } = usePerson();
	const link = ({ linkDownKbps: down, linkUpKbps: up }: School): string =>
		down === null && up === null ? t('unknown') : t('schools.linkValue', { down: mbit(down), up: mbit(up) });
	return [
		{
			key: 'name',
			title: t('schools.name'),
			render: (school: School) => (
				<RowName
					name={schoolName(school.name, 24, county)}
					whole={school.name}
					onClick={edit && (() => edit(school))}
				/>
			),
		},
		{
			key: 'kind',
			title: t('schools.kind'),
			width: '96px',
			render: ({ kind }: School) => (
				<span className={kind === 'core' ? 'admin-tag admin-tag--accent' : 'admin-tag'}>
					{t(`words:schoolKind.${kind}`)}
				</span>
			),
		},
		{
			key: 'communities',
			title: t('schools.communities'),
			render: ({ communities }: School) => communities.map(({ name }) => name).join('、') || t('none'),
		},
		{
			key: 'town',
			title: t('schools.town'),
			width: '110px',
			render: ({ town }: School) => town ?? t('none'),
		},
		{ key: 'link', title: t('schools.link'), width: '140px', render: link, deskOnly: true },
		{
			key: 'classrooms',
			title: t('schools.classrooms'),
			width: '64px',
			figure: true,
			render: ({ classrooms }: School) => classrooms,
		},
		{
			key: 'classes',
			title: t('schools.classes'),
			width: '64px',
			figure: true,
			render: ({ classGroups }: School) => classGroups,
		},
	];
}

const mbit = (kbps: number | null): string => (kbps === null ? '–' : `${Math.round(kbps / 100) / 10}`);

function FilterRow({ filters }: { filters: Filters }) {
	const { t } = useTranslation('admin');
	const communities = useCommunities();
	return (
		<>
			<SearchBox
				value={filters.get('search') ?? ''}
				onSearch={(text) => filters.set({ search: text })}
				placeholder={t('schools.search')}
			/>
			<Choice
				label={t('schools.communities')}
				className="admin-filter admin-filter--school"
				options={communities.items.map(({ communityId, name }) => ({ value: communityId, label: name }))}
				value={CommunityId.safeParse(filters.get('community')).data}
				onChange={(value) => filters.set({ community: value ?? undefined })}
				placeholder={t('schools.allCommunities')}
				search
				clear
				loading={communities.loading}
			/>
		</>
	);
}

function useSchoolPage(filters: Filters) {
	const search = filters.get('search');
	const communityId = CommunityId.safeParse(filters.get('community')).data;
	const pager = usePager(JSON.stringify([search, communityId]));
	const kept = useKept(
		useApi(endpoints.listSchools, {
			query: {
				limit: LIMIT,
				...(search !== undefined && { search }),
				...(communityId !== undefined && { communityId }),
				...(pager.cursor !== undefined && { cursor: pager.cursor }),
			},
		}),
	);
	return { pager, kept };
}

export function SchoolsPage() {
	const { t } = useTranslation('admin');
	const rights = useRights();
	const ofSchool = usePerson().role === 'school-admin';
	const filters = useFilters();
	const [over, setOver] = useState<Over>();
	const { pager, kept } = useSchoolPage(filters);
	const edit = rights.change ? (school: School) => setOver({ what: 'form', school }) : undefined;
	const columns = useSchoolColumns(edit);
	const newButton = rights.county && (
		<NewButton label={t('schools.new')} onClick={() => setOver({ what: 'form', school: null })} />
	);
	const actionsOf = (school: School) => (
		<RowActions
			of={school.name}
			actions={[
				{ key: 'edit', label: t('edit'), onClick: () => setOver({ what: 'form', school }) },
				...(rights.county
					? [
							{
								key: 'remove',
								label: t('remove'),
								danger: true,
								onClick: () => setOver({ what: 'remove', school }),
							},
						]
					: []),
			]}
		/>
	);
	const close = (): void => setOver(undefined);
	return (
		<>
			<ListHead title={ofSchool ? t('schools.own') : t('menu.schools')} buttons={newButton}>
				{!ofSchool && <FilterRow filters={filters} />}
			</ListHead>
			<ListView
				kept={kept}
				pager={pager}
				limit={LIMIT}
				caption={t('menu.schools')}
				columns={columns}
				keyOf={({ schoolId }) => schoolId}
				actions={rights.change ? actionsOf : undefined}
				filtered={filters.any('search', 'community')}
				onClearFilters={() => filters.set({ search: undefined, community: undefined })}
				empty={{
					icon: 'school',
					what: t('schools.empty'),
					about: t('schools.emptyAbout'),
					button: newButton,
				}}
			/>
			{over?.what === 'form' && <SchoolForm school={over.school} onClose={close} />}
			{over?.what === 'remove' && <RemoveSchool school={over.school} onClose={close} />}
		</>
	);
}
