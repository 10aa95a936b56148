import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ClassGroup, Classroom } from '@classroom/protocol';
import { FeedView } from '../../feeds/FeedView.tsx';
import { useClassFeed, useClassroomFeed } from '../../feeds/useFeed.ts';
import type { FeedAccess } from '../../feeds/useFeed.ts';

function FeedDrawer({
	name,
	access,
	onClose,
}: Readonly<{ name: string; access: FeedAccess; onClose: () => void }>) {
	const { t } = useTranslation('feeds');
	return (
		<Drawer open title={t('title')} size="min(520px, 100vw)" onClose={onClose}>
			<FeedView access={access} about={t('classroom', { name })} />
		</Drawer>
	);
}

export function ClassroomFeedDrawer({
	classroom: { classroomId, school, name },
	onClose,
}: Readonly<{ classroom: Classroom; onClose: () => void }>) {
	return <FeedDrawer name={`${school} ${name}`} access={useClassroomFeed(classroomId)} onClose={onClose} />;
}

export function ClassFeedDrawer({
	group: { classGroupId, school, name },
	onClose,
}: Readonly<{ group: ClassGroup; onClose: () => void }>) {
	return <FeedDrawer name={`${school} ${name}`} access={useClassFeed(classGroupId)} onClose={onClose} />;
}
