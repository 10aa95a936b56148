import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ClassroomKind, endpoints, SchoolId } from '@classroom/protocol';
import type { Classroom } from '@classroom/protocol';
import { useApi, usePerson } from '../../api/index.ts';
import { Icon } from '../../components/index.ts';
import { schoolName } from '../../format/index.ts';
import { Choice } from '../choices/Choice.tsx';
import { SchoolChoice } from '../choices/SchoolChoice.tsx';
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
import { useRights } from '../useRights.ts';
import { ClassroomForm } from './ClassroomForm.tsx';
import { DeviceMark } from './DeviceMark.tsx';
import { ClassroomFeedDrawer } from '../feeds/FeedDrawers.tsx';
import { DevicesDrawer } from './DevicesDrawer.tsx';
import { RemoveClassroom } from './RemoveClassroom.tsx';

const LIMIT = 100;
/** Devices come and go while the page is open. */
const RENEW_MS = 30_000;

type Over =
	| { what: 'form'; classroom: Classroom | null }
	| { what: 'devices' | 'feed'; classroom: Classroom }
	| { what: 'remove'; classroom: Classroom };

function useColumns(edit: ((classroom: Classroom) => void) | undefined, withSchool: boolean) {
	const { t } = useTranslation(['admin', 'words']);
	const { county } = usePerson();
	return [
		{
			key: 'name',
			title: t('classrooms.name'),
			render: (classroom: Classroom) => (
				<RowName name={classroom.name} onClick={edit && (() => edit(classroom))} />
			),
		},
		...(withSchool
			? [
					{
						key: 'school',
						title: t('school'),
						render: ({ school }: Classroom) => schoolName(school, 24, county),
					},
				]
			: []),
		{
			key: 'kind',
			title: t('classrooms.kind'),
			width: '120px',
			render: ({ kind }: Classroom) => t(`words:classroomKind.${kind}`),
		},
		{
			key: 'device',
			title: t('classrooms.device.title'),
			width: '140px',
			render: ({ device }: Classroom) => <DeviceMark device={device} />,
		},
	];
}

function FilterRow({ filters, wide }: Readonly<{ filters: Filters; wide: boolean }>) {
	const { t } = useTranslation('admin');
	const { classroomKinds } = useWordOptions();
	return (
		<>
			<SearchBox
				value={filters.get('search') ?? ''}
				onSearch={(text) => filters.set({ search: text })}
				placeholder={wide ? t('classrooms.search') : t('classrooms.searchOwn')}
			/>
			{wide && (
				<SchoolChoice
					label={t('school')}
					className="admin-filter admin-filter--school"
					value={SchoolId.safeParse(filters.get('school')).data}
					onChange={(value) => filters.set({ school: value ?? undefined })}
					placeholder={t('allSchools')}
					clear
				/>
			)}
			<Choice
				label={t('classrooms.kind')}
				className="admin-filter"
				options={classroomKinds}
				value={ClassroomKind.safeParse(filters.get('kind')).data}
				onChange={(value) => filters.set({ kind: value ?? undefined })}
				placeholder={t('classrooms.allKinds')}
				clear
			/>
		</>
	);
}

function useClassroomPage(filters: Filters) {
	const search = filters.get('search');
	const schoolId = SchoolId.safeParse(filters.get('school')).data;
	const kind = ClassroomKind.safeParse(filters.get('kind')).data;
	const pager = usePager(JSON.stringify([search, schoolId, kind]));
	const kept = useKept(
		useApi(
			endpoints.listClassrooms,
			{
				query: {
					limit: LIMIT,
					...(search !== undefined && { search }),
					...(schoolId !== undefined && { schoolId }),
					...(kind !== undefined && { kind }),
					...(pager.cursor !== undefined && { cursor: pager.cursor }),
				},
			},
			{ everyMs: RENEW_MS },
		),
	);
	return { pager, kept, schoolId };
}

function Overlay({
	over,
	schoolId,
	onClose,
}: {
	over: Over;
	schoolId: SchoolId | null;
	onClose: () => void;
}) {
	switch (over.what) {
		case 'form':
			return <ClassroomForm classroom={over.classroom} schoolId={schoolId} onClose={onClose} />;
		case 'devices':
			return <DevicesDrawer classroom={over.classroom} onClose={onClose} />;
		case 'feed':
			return <ClassroomFeedDrawer classroom={over.classroom} onClose={onClose} />;
		case 'remove':
			return <RemoveClassroom classroom={over.classroom} onClose={onClose} />;
	}
}

export function ClassroomsPage() {
	const { t } = useTranslation('admin');
	const rights = useRights();
	const navigate = useNavigate();
	const wide = usePerson().role !== 'school-admin';
	const filters = useFilters();
	const [over, setOver] = useState<Over>();
	const { pager, kept, schoolId } = useClassroomPage(filters);
	const edit = rights.change ? (classroom: Classroom) => setOver({ what: 'form', classroom }) : undefined;
	const columns = useColumns(edit, wide);
	const newButton = rights.change && (
		<NewButton label={t('classrooms.new')} onClick={() => setOver({ what: 'form', classroom: null })} />
	);
	const actionsOf = (classroom: Classroom) => (
		<RowActions
			of={classroom.name}
			actions={[
				{
					key: 'devices',
					label: classroom.device === 'unpaired' ? t('devices.pair') : t('devices.list'),
					onClick: () => setOver({ what: 'devices', classroom }),
				},
				{ key: 'edit', label: t('edit'), onClick: () => setOver({ what: 'form', classroom }) },
				{ key: 'feed', label: t('feed'), onClick: () => setOver({ what: 'feed', classroom }) },
				{
					key: 'remove',
					label: t('remove'),
					danger: true,
					onClick: () => setOver({ what: 'remove', classroom }),
				},
			]}
		/>
	);
	return (
		<>
			<ListHead
				title={t('menu.classrooms')}
				buttons={
					rights.change && (
						<>
							<Button icon={<Icon name="device" size={18} />} onClick={() => void navigate('/admin/devices')}>
								{t('devices.pair')}
							</Button>
							{newButton}
						</>
					)
				}
			>
				<FilterRow filters={filters} wide={wide} />
			</ListHead>
			<ListView
				kept={kept}
				pager={pager}
				limit={LIMIT}
				caption={t('menu.classrooms')}
				columns={columns}
				keyOf={({ classroomId }) => classroomId}
				actions={rights.change ? actionsOf : undefined}
				filtered={filters.any('search', 'school', 'kind')}
				onClearFilters={() => filters.set({ search: undefined, school: undefined, kind: undefined })}
				empty={{
					icon: 'classroom',
					what: t('classrooms.empty'),
					about: t('classrooms.emptyAbout'),
					button: newButton,
				}}
			/>
			{over && <Overlay over={over} schoolId={schoolId ?? null} onClose={() => setOver(undefined)} />}
		</>
	);
}
