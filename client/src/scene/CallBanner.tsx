import { useTranslation } from 'react-i18next';
import { peerById } from '@classroom/protocol';
import { useSession } from '../api/index.ts';
import { Icon } from '../components/index.ts';
import { schoolName } from '../format/index.ts';
import { useNow } from '../hooks/useNow.ts';
import { nameOf } from '../session/index.ts';
import { useJoined } from './lessonContext.ts';

/** Long enough to look up and read it. */
const SHOWN_MS = 8000;

/** Whom the random call has fallen on, over the picture for a while. */
export function CallBanner() {
	const { t } = useTranslation('lesson');
	const joined = useJoined();
	const session = useSession();
	const now = useNow();
	const { lastRandom } = joined.room.stage;
	if (lastRandom === null || now - lastRandom.at > SHOWN_MS) return null;
	if (peerById(joined.room, lastRandom.peerId)?.stageSince === null) return null;
	const card = nameOf(joined, lastRandom.peerId);
	const county = session.kind === 'anonymous' ? undefined : session.county;
	const name = schoolName(card.school ?? card.name, 12, county);
	return (
		<p className="call-banner" role="status">
			<Icon name="random" />
			{lastRandom.peerId === joined.me ? (
				t('called.us')
			) : (
				<span>
					{t('called.who')}
					<span className="whole">{name}</span>
				</span>
			)}
		</p>
	);
}
