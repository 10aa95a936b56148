// What the places of a quiz are called.
import { useTranslation } from 'react-i18next';
import type { ClassroomId } from '@classroom/protocol';
import { useSession } from '../api/index.ts';
import { schoolName } from '../format/index.ts';
import { useJoined } from '../scene/lessonContext.ts';
import { nameOf } from '../session/index.ts';

const WIDTH = 10;

export function usePlaceName(): (classroomId: ClassroomId | null) => string {
	const { t } = useTranslation('quiz');
	const joined = useJoined();
	const session = useSession();
	const county = session.kind === 'anonymous' ? undefined : session.county;
	return (classroomId) => {
		if (classroomId === null) return t('home');
		const peer = joined.room.peers.find(
			({ subject }) => subject.kind === 'classroom' && subject.classroomId === classroomId,
		);
		const card = peer && nameOf(joined, peer.peerId);
		return card === undefined ? '' : schoolName(card.school ?? card.name, WIDTH, county);
	};
}
