import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Community, Membership } from '@classroom/protocol';
import { usePerson } from '../../api/index.ts';
import { Icon } from '../../components/index.ts';
import { schoolName } from '../../format/index.ts';
import { RowActions } from '../list/RowActions.tsx';
import { LimitWords } from './LimitWords.tsx';
import { lastDayOf, roomOf } from './membership.ts';
import { useDayText } from './useDayText.ts';

export type CommunityActions = Readonly<{
	change: (community: Community) => void;
	remove: (community: Community) => void;
	join: (community: Community) => void;
	leave: (community: Community, member: Membership) => void;
	takeBack: (community: Community, member: Membership) => void;
}>;

type MemberLineProps = Readonly<{
	member: Membership;
	/** It begins on a day to come. */
	ahead?: boolean;
	/** What may be done about it, for who may. */
	action: Readonly<{ label: string; run: () => void }> | undefined;
}>;

function MemberLine({ member, ahead = false, action }: MemberLineProps) {
	const { t } = useTranslation('admin');
	const { county } = usePerson();
	const dayText = useDayText();
	const last = lastDayOf(member.until);
	const name = schoolName(member.school, 20, county);
	return (
		<li className="admin-line">
			<span className="admin-member">
				<span className="admin-line__name">
					<span title={member.school}>{name}</span>
					{member.role === 'core' && (
						<span className="admin-tag admin-tag--accent">{t('communities.core')}</span>
					)}
					{ahead && <span className="admin-tag">{t('communities.ahead')}</span>}
				</span>
				<span className="admin-small">
					{last === null
						? t(ahead ? 'communities.startsOn' : 'communities.since', { day: dayText(member.from) })
						: t('communities.span', { first: dayText(member.from), last: dayText(last) })}
				</span>
			</span>
			{action && (
				<Button
					type="text"
					size="small"
					className="admin-line__action"
					aria-label={`${action.label} ${name}`}
					onClick={action.run}
				>
					{action.label}
				</Button>
			)}
		</li>
	);
}

type CommunityCardProps = Readonly<{ community: Community; actions: CommunityActions | undefined }>;

/** A community, its rule, and its schools; with `actions` for who may change it. */
export function CommunityCard({ community, actions }: CommunityCardProps) {
	const { t } = useTranslation(['admin', 'words']);
	const full = roomOf(community).kind === 'full';
	return (
		<section className="admin-box" aria-label={community.name}>
			<div className="admin-box__head">
				<h2 className="admin-box__title">
					{community.name}
					<span className="admin-tag">{t(`words:communityKind.${community.kind}`)}</span>
					<span className="admin-soft admin-count">
						{t('communities.schools', { count: community.members.length })}
					</span>
				</h2>
				{actions && (
					<RowActions
						of={community.name}
						actions={[
							{ key: 'edit', label: t('edit'), onClick: () => actions.change(community) },
							{ key: 'remove', label: t('remove'), danger: true, onClick: () => actions.remove(community) },
						]}
					/>
				)}
			</div>
			<LimitWords community={community} />
			<ul className="admin-lines">
				{community.members.map((member) => (
					<MemberLine
						key={member.membershipId}
						member={member}
						action={
							actions && member.role === 'member'
								? { label: t('communities.leave'), run: () => actions.leave(community, member) }
								: undefined
						}
					/>
				))}
				{community.coming.map((member) => (
					<MemberLine
						key={member.membershipId}
						member={member}
						ahead
						action={
							actions && member.role === 'member'
								? { label: t('communities.takeBack'), run: () => actions.takeBack(community, member) }
								: undefined
						}
					/>
				))}
			</ul>
			{actions && (
				<div>
					<Button
						icon={<Icon name="plus" size={16} />}
						disabled={full}
						onClick={() => actions.join(community)}
						aria-label={`${t('communities.join')} ${community.name}`}
					>
						{t('communities.join')}
					</Button>
				</div>
			)}
		</section>
	);
}
