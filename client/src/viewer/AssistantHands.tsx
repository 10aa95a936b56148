import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pushesToTalk } from '@classroom/protocol';
import type { PeerState } from '@classroom/protocol';
import { useSession } from '../api/index.ts';
import { Button } from '../components/index.ts';
import { schoolName } from '../format/index.ts';
import { Headcount, HeadcountButton, useExpected } from '../scene/Headcount.tsx';
import { useAsk, useJoined } from '../scene/lessonContext.ts';
import { TalkButton } from '../scene/TalkButton.tsx';
import { nameOf } from '../session/index.ts';

/** An assistant stands among the children of her school: lifts the hand of its classroom, speaks for it, counts. */
export function AssistantHands() {
	const session = useSession();
	const joined = useJoined();
	if (session.kind !== 'person' || session.school === null) return null;
	const own = joined.room.peers.filter(
		(peer) =>
			peer.role === 'classroom' &&
			peer.presence !== 'left' &&
			nameOf(joined, peer.peerId).school === session.school,
	);
	return (
		<div className="watch__hands">
			{own.map((peer) => {
				const card = nameOf(joined, peer.peerId);
				const name = own.length > 1 ? card.name : schoolName(card.school ?? card.name, 10, session.county);
				return <OwnClassroom key={peer.peerId} peer={peer} name={name} alone={own.length === 1} />;
			})}
		</div>
	);
}

type OwnClassroomProps = Readonly<{ peer: PeerState; name: string; alone: boolean }>;

function OwnClassroom({ peer, name, alone }: OwnClassroomProps) {
	const { t } = useTranslation('viewer');
	const { stage } = useJoined().room;
	const expected = useExpected(peer.peerId);
	const [counting, setCounting] = useState(false);
	const { peerId, stageSince } = peer;
	const talks = stageSince !== null && pushesToTalk(stage, peerId);
	if (counting) return <Headcount peerId={peerId} expected={expected} onClose={() => setCounting(false)} />;
	return (
		<>
			{talks ? (
				<TalkButton peerId={peerId} {...(!alone && { label: t('talkFor', { name }) })} />
			) : (
				<Hand peer={peer} name={name} />
			)}
			<HeadcountButton peerId={peerId} label={t('countOf', { name })} onOpen={() => setCounting(true)} />
		</>
	);
}

function Hand({ peer: { peerId, handSince, stageSince }, name }: { peer: PeerState; name: string }) {
	const { t } = useTranslation('viewer');
	const ask = useAsk();
	if (stageSince !== null) return null;
	return (
		<Button
			kind={handSince === null ? 'primary' : 'plain'}
			icon="hand"
			pressed={handSince !== null}
			onClick={() => void ask(handSince === null ? 'raiseHand' : 'lowerHand', { peerId })}
		>
			{t(handSince === null ? 'raise' : 'lower', { name })}
		</Button>
	);
}
