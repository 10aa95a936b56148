import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Community, Membership } from '@classroom/protocol';
import { useAction, useApi, usePerson } from '../../api/index.ts';
import { Empty, Failure, FailureLine, Loading } from '../../components/index.ts';
import { RemoveDialog } from '../form/RemoveDialog.tsx';
import { ListHead, NewButton } from '../list/ListHead.tsx';
import { SearchBox } from '../list/SearchBox.tsx';
import { useFilters } from '../list/useFilters.ts';
import { adminLists } from '../stale.ts';
import { useRights } from '../useRights.ts';
import { CommunityCard } from './CommunityCard.tsx';
import type { CommunityActions } from './CommunityCard.tsx';
import { CommunityForm } from './CommunityForm.tsx';
import { JoinForm } from './JoinForm.tsx';
import { LeaveForm } from './LeaveForm.tsx';
import { searched } from './membership.ts';
import { useTakeBack } from './useTakeBack.ts';

type Over =
	| { what: 'form'; community: Community | null }
	| { what: 'remove'; community: Community }
	| { what: 'join'; community: Community }
	| { what: 'leave'; community: Community; member: Membership };

function RemoveCommunity({ community, onClose }: Readonly<{ community: Community; onClose: () => void }>) {
	const { t } = useTranslation('admin');
	const action = useAction(endpoints.deleteCommunity, adminLists);
	return (
		<RemoveDialog
			name={community.name}
			action={action}
			input={{ params: { communityId: community.communityId } }}
			onClose={onClose}
		>
			{t('communities.removeAbout')}
		</RemoveDialog>
	);
}

function Overlay({ over, onClose }: Readonly<{ over: Over; onClose: () => void }>) {
	switch (over.what) {
		case 'form':
			return <CommunityForm community={over.community} onClose={onClose} />;
		case 'remove':
			return <RemoveCommunity community={over.community} onClose={onClose} />;
		case 'join':
			return <JoinForm community={over.community} onClose={onClose} />;
		case 'leave':
			return <LeaveForm community={over.community} member={over.member} onClose={onClose} />;
	}
}

type CommunityListProps = Readonly<{
	search: string;
	onClear: () => void;
	actions: CommunityActions | undefined;
	newButton: React.ReactNode;
}>;

function CommunityList({ search, onClear, actions, newButton }: CommunityListProps) {
	const { t } = useTranslation('admin');
	const reading = useApi(endpoints.listCommunities, {});
	if (reading.state === 'loading') return <Loading lines={9} />;
	if (reading.state === 'failed') {
		return <Failure code={reading.error.code} incident={reading.error.incident} onAgain={reading.again} />;
	}
	const found = searched(reading.data.items, search);
	if (reading.data.items.length === 0) {
		return (
			<Empty icon="network" what={t('communities.empty')} button={newButton}>
				{t('communities.emptyAbout')}
			</Empty>
		);
	}
	if (found.length === 0) {
		return (
			<Empty
				icon="search"
				what={t('list.nothingFound')}
				button={<Button onClick={onClear}>{t('list.showAll')}</Button>}
			>
				{t('list.nothingFoundAbout')}
			</Empty>
		);
	}
	return (
		<>
			{reading.failing && <FailureLine code={reading.failing.code} />}
			<div className="admin-cards">
				{found.map((community) => (
					<CommunityCard key={community.communityId} community={community} actions={actions} />
				))}
			</div>
		</>
	);
}

export function CommunitiesPage() {
	const { t } = useTranslation('admin');
	const { county } = useRights();
	const ofSchool = usePerson().role === 'school-admin';
	const filters = useFilters();
	const [over, setOver] = useState<Over>();
	const takeBack = useTakeBack();
	const search = filters.get('search') ?? '';
	const newButton = county && (
		<NewButton label={t('communities.new')} onClick={() => setOver({ what: 'form', community: null })} />
	);
	const actions: CommunityActions | undefined = county
		? {
				change: (community) => setOver({ what: 'form', community }),
				remove: (community) => setOver({ what: 'remove', community }),
				join: (community) => setOver({ what: 'join', community }),
				leave: (community, member) => setOver({ what: 'leave', community, member }),
				takeBack: (_, member) => void takeBack(member),
			}
		: undefined;
	return (
		<>
			<ListHead
				title={ofSchool ? t('communities.own') : t('menu.communities')}
				about={ofSchool ? t('communities.ownAbout') : t('communities.about')}
				buttons={newButton}
			>
				{!ofSchool && (
					<SearchBox
						value={search}
						onSearch={(text) => filters.set({ search: text })}
						placeholder={t('communities.search')}
					/>
				)}
			</ListHead>
			<CommunityList
				search={search}
				onClear={() => filters.set({ search: undefined })}
				actions={actions}
				newButton={newButton}
			/>
			{over && <Overlay over={over} onClose={() => setOver(undefined)} />}
		</>
	);
}
