import { useTranslation } from 'react-i18next';
import { useSession } from '../api/index.ts';
import { Button } from '../components/index.ts';
import { schoolName } from '../format/index.ts';
import { useAsk, useJoined } from '../scene/lessonContext.ts';
import { nameOf } from '../session/index.ts';

/** An assistant stands among the children of her school and lifts the hand of its classroom for them. */
export function AssistantHands() {
	const { t } = useTranslation('viewer');
	const session = useSession();
	const joined = useJoined();
	const ask = useAsk();
	if (session.kind !== 'person' || session.school === null) return null;
	const own = joined.room.peers.filter(
		(peer) =>
			peer.role === 'classroom' &&
			peer.presence !== 'left' &&
			nameOf(joined, peer.peerId).school === session.school,
	);
	return (
		<div className="watch__hands">
			{own.map(({ peerId, handSince }) => {
				const card = nameOf(joined, peerId);
				const name = own.length > 1 ? card.name : schoolName(card.school ?? card.name, 10, session.county);
				return (
					<Button
						key={peerId}
						kind={handSince === null ? 'primary' : 'plain'}
						icon="hand"
						pressed={handSince !== null}
						onClick={() => void ask(handSince === null ? 'raiseHand' : 'lowerHand', { peerId })}
					>
						{t(handSince === null ? 'raise' : 'lower', { name })}
					</Button>
				);
			})}
		</div>
	);
}
