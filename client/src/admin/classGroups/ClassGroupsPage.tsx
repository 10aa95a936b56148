import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { endpoints, SchoolId } from '@classroom/protocol';
import type { ClassGroup } from '@classroom/protocol';
import { useApi, usePerson } from '../../api/index.ts';
import { schoolName } from '../../format/index.ts';
import { SchoolChoice } from '../choices/SchoolChoice.tsx';
import { grades } from '../choices/words.ts';
import { ClassFeedDrawer } from '../feeds/FeedDrawers.tsx';
import { ListHead, NewButton } from '../list/ListHead.tsx';
import { ListView } from '../list/ListView.tsx';
import { RowActions } from '../list/RowActions.tsx';
import { RowName } from '../list/RowName.tsx';
import { SearchBox } from '../list/SearchBox.tsx';
import { useFilters } from '../list/useFilters.ts';
import type { Filters } from '../list/useFilters.ts';
import { useKept } from '../list/useKept.ts';
import { usePager } from '../list/usePager.ts';
import { useRights } from '../useRights.ts';
import { ClassGroupForm } from './ClassGroupForm.tsx';
import { RemoveClassGroup } from './RemoveClassGroup.tsx';

const LIMIT = 50;

type Over = { what: 'form'; group: ClassGroup | null } | { what: 'feed' | 'remove'; group: ClassGroup };

function useClassColumns(edit: ((group: ClassGroup) => void) | undefined, withSchool: boolean) {
	const { t } = useTranslation(['admin', 'words']);
	const { county } = usePerson();
	const rights = useRights();
	const students = ({ classGroupId, students: count }: ClassGroup) =>
		rights.change && count > 0 ? (
			<Link to={`/admin/people?role=student&class=${classGroupId}`}>{count}</Link>
		) : (
			count
		);
	return [
		{
			key: 'name',
			title: t('classes.name'),
			render: (group: ClassGroup) => <RowName name={group.name} onClick={edit && (() => edit(group))} />,
		},
		...(withSchool
			? [
					{
						key: 'school',
						title: t('school'),
						render: ({ school }: ClassGroup) => schoolName(school, 24, county),
					},
				]
			: []),
		{
			key: 'grade',
			title: t('classes.grade'),
			width: '110px',
			render: ({ grade }: ClassGroup) => {
				const known = grades.find((each) => each === grade);
				return known === undefined ? grade : t(`words:grade.${known}`);
			},
		},
		{ key: 'students', title: t('classes.students'), width: '90px', figure: true, render: students },
	];
}

function useClassPage(filters: Filters) {
	const search = filters.get('search');
	const schoolId = SchoolId.safeParse(filters.get('school')).data;
	const pager = usePager(JSON.stringify([search, schoolId]));
	const kept = useKept(
		useApi(endpoints.listClassGroups, {
			query: {
				limit: LIMIT,
				...(search !== undefined && { search }),
				...(schoolId !== undefined && { schoolId }),
				...(pager.cursor !== undefined && { cursor: pager.cursor }),
			},
		}),
	);
	return { search, schoolId, pager, kept };
}

export function ClassGroupsPage() {
	const { t } = useTranslation('admin');
	const rights = useRights();
	const { role } = usePerson();
	const wide = role !== 'school-admin';
	const filters = useFilters();
	const [over, setOver] = useState<Over>();
	const { search, schoolId, pager, kept } = useClassPage(filters);
	const edit = rights.change ? (group: ClassGroup) => setOver({ what: 'form', group }) : undefined;
	const columns = useClassColumns(edit, wide);
	const newButton = rights.change && (
		<NewButton label={t('classes.new')} onClick={() => setOver({ what: 'form', group: null })} />
	);
	const close = (): void => setOver(undefined);
	return (
		<>
			<ListHead title={t('menu.classes')} buttons={newButton}>
				<SearchBox
					value={search ?? ''}
					onSearch={(text) => filters.set({ search: text })}
					placeholder={wide ? t('classes.search') : t('classes.searchOwn')}
				/>
				{wide && (
					<SchoolChoice
						label={t('school')}
						className="admin-filter admin-filter--school"
						value={schoolId}
						onChange={(value) => filters.set({ school: value ?? undefined })}
						placeholder={t('allSchools')}
						clear
					/>
				)}
			</ListHead>
			<ListView
				kept={kept}
				pager={pager}
				limit={LIMIT}
				caption={t('menu.classes')}
				columns={columns}
				keyOf={({ classGroupId }) => classGroupId}
				actions={
					edit &&
					((group) => (
						<RowActions
							of={group.name}
							actions={[
								{ key: 'edit', label: t('edit'), onClick: () => edit(group) },
								{ key: 'feed', label: t('feed'), onClick: () => setOver({ what: 'feed', group }) },
								{
									key: 'remove',
									label: t('remove'),
									danger: true,
									onClick: () => setOver({ what: 'remove', group }),
								},
							]}
						/>
					))
				}
				filtered={filters.any('search', 'school')}
				onClearFilters={() => filters.set({ search: undefined, school: undefined })}
				empty={{
					icon: 'people',
					what: t('classes.empty'),
					about: t('classes.emptyAbout'),
					button: newButton,
				}}
			/>
			{over?.what === 'form' && (
				<ClassGroupForm group={over.group} schoolId={schoolId ?? null} onClose={close} />
			)}
			{over?.what === 'feed' && <ClassFeedDrawer group={over.group} onClose={close} />}
			{over?.what === 'remove' && <RemoveClassGroup group={over.group} onClose={close} />}
		</>
	);
}
