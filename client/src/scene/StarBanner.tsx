import { useTranslation } from 'react-i18next';
import { starsOf } from '@classroom/protocol';
import type { Award, ClassroomId } from '@classroom/protocol';
import { Icon } from '../components/index.ts';
import { useNow } from '../hooks/useNow.ts';
import { usePlaceName } from '../quiz/usePlaces.ts';
import { ownPeer } from '../session/index.ts';
import { useJoined } from './lessonContext.ts';

const SHOWN_MS = 8000;

/** Who has just been given a star, over the picture for a while. */
export function StarBanner() {
	const now = useNow();
	const last = useJoined().room.tools.awards.reduce<Award | null>(
		(latest, each) => (latest === null || each.at > latest.at ? each : latest),
		null,
	);
	return last === null || now - last.at > SHOWN_MS ? null : <Given award={last} />;
}

function Given({ award: { classroomId, peerId, reason } }: { award: Award }) {
	const { t } = useTranslation('quiz');
	const { me } = useJoined();
	const nameOf = usePlaceName();
	const own = peerId === me;
	const name = nameOf(classroomId);
	const why = reason === null ? '' : t(`star.reason.${reason}`);
	const whose = own ? t('star.us') : t('star.given', { name });
	const whoseFor = own ? t('star.usFor', { reason: why }) : t('star.givenFor', { name, reason: why });
	return (
		<p className="call-banner star-banner" role="status" data-theme="dark">
			<Icon name="star" />
			{reason === null ? whose : whoseFor}
		</p>
	);
}

/** How many stars a classroom has; nothing while it has none. */
export function Stars({ classroomId }: { classroomId: ClassroomId }) {
	const { t } = useTranslation('quiz');
	const count = starsOf(useJoined().room.tools, classroomId);
	if (count === 0) return null;
	return (
		<span className="stars" aria-label={t('star.count', { count })}>
			<Icon name="star" />
			{count}
		</span>
	);
}

/** The own classroom's. */
export function OwnStars() {
	const subject = ownPeer(useJoined())?.subject;
	return subject?.kind === 'classroom' ? <Stars classroomId={subject.classroomId} /> : null;
}
