import { useTranslation } from 'react-i18next';
import type { Community } from '@classroom/protocol';
import { roomOf } from './membership.ts';

/** How many member schools there may be, and how that stands; said as the region's rule, not as an error. */
export function LimitWords({ community }: { community: Community }) {
	const { t } = useTranslation(['admin', 'words']);
	const room = roomOf(community);
	const { min, max } = community.memberLimits;
	const kind = t(`words:communityKind.${community.kind}`);
	const rule =
		max === null
			? min === 0
				? t('communities.limit.none', { kind })
				: t('communities.limit.min', { kind, min })
			: min === 0
				? t('communities.limit.max', { kind, max })
				: t('communities.limit.both', { kind, min, max });
	if (room.kind === 'few') {
		return <p className="admin-note">{t('communities.limit.few', { rule, count: min - room.members })}</p>;
	}
	if (room.kind === 'full') return <p className="admin-note">{t('communities.limit.full', { rule })}</p>;
	if (room.kind === 'any' || room.max === null) return <p className="admin-soft">{rule}</p>;
	return (
		<p className="admin-soft">{t('communities.limit.left', { rule, count: room.max - room.members })}</p>
	);
}
