import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { handsInOrder, mayOpen, microphoneOpen, pushesToTalk } from '@classroom/protocol';
import { Button } from '../components/index.ts';
import { HeadcountButton } from '../scene/Headcount.tsx';
import { useAsk, useJoined, useLesson } from '../scene/lessonContext.ts';
import { TalkButton } from '../scene/TalkButton.tsx';
import { ownPeer } from '../session/index.ts';

type ButtonsProps = Readonly<{
	onHelp: () => void;
	onCount: () => void;
	/** While a quiz is open. */
	onQuiz: (() => void) | undefined;
}>;

/** What a classroom can do: at most five things at a time. */
export function Buttons({ onHelp, onCount, onQuiz }: ButtonsProps) {
	const { t } = useTranslation(['classroom', 'quiz']);
	const joined = useJoined();
	const own = ownPeer(joined);
	const onStage = own !== undefined && own.stageSince !== null;
	const box = useRef<HTMLDivElement>(null);

	useEffect(() => {
		// A menu was closed, and what had the focus is gone with it.
		if (document.activeElement === document.body) box.current?.querySelector('button')?.focus();
	}, []);

	return (
		<div className="room__buttons" ref={box}>
			{onQuiz !== undefined && (
				<Button kind="primary" icon="quiz" onClick={onQuiz}>
					{t('quiz:place.openKeys')}
				</Button>
			)}
			{onStage ? <OnStage /> : <Hand />}
			<HeadcountButton peerId={joined.me} onOpen={onCount} />
			<Button icon="help" onClick={onHelp}>
				{t('help')}
			</Button>
		</div>
	);
}

function Hand() {
	const { t } = useTranslation('classroom');
	const joined = useJoined();
	const ask = useAsk();
	const order = handsInOrder(joined.room).findIndex((peer) => peer.peerId === joined.me) + 1;
	const up = order > 0;
	return (
		<Button
			kind={up ? 'plain' : 'primary'}
			icon="hand"
			pressed={up}
			onClick={() => void ask(up ? 'lowerHand' : 'raiseHand', {})}
		>
			{up ? t('handOrder', { order }) : t('hand')}
		</Button>
	);
}

function OnStage() {
	const { t } = useTranslation('classroom');
	const { me } = useJoined();
	const ask = useAsk();
	return (
		<>
			<Voice />
			<Button icon="stage-off" onClick={() => void ask('takeOffStage', { peerId: me })}>
				{t('offStage')}
			</Button>
		</>
	);
}

/** The microphone on stage: a switch, or a key to hold; neither while the teacher has muted it. */
function Voice() {
	const { t } = useTranslation('classroom');
	const joined = useJoined();
	const { devices } = useLesson();
	const ask = useAsk();
	const own = ownPeer(joined);
	const open = own !== undefined && microphoneOpen(own);
	const { stage } = joined.room;
	if (!mayOpen(stage, joined.me)) {
		return (
			<Button icon="mic-off" aria-disabled>
				{t('silenced')}
			</Button>
		);
	}
	if (pushesToTalk(stage, joined.me)) return <TalkButton spaceBar />;
	const toggle = (): void => {
		// Here first: whoever mutes does not wait for the network.
		devices?.microphone.setEnabled(!open);
		void ask(open ? 'mute' : 'unmute', { peerId: joined.me });
	};
	return (
		<Button kind="primary" icon={open ? 'mic-off' : 'mic'} onClick={toggle}>
			{open ? t('mute') : t('unmute')}
		</Button>
	);
}
