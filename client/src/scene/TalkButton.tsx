import { useTranslation } from 'react-i18next';
import type { PeerId } from '@classroom/protocol';
import { Button } from '../components/index.ts';
import { useHoldToTalk } from './useHoldToTalk.ts';

type TalkButtonProps = Readonly<{
	/** The classroom that is spoken for; not given: oneself. */
	peerId?: PeerId;
	spaceBar?: boolean;
	/** Default: "hold to talk". */
	label?: string;
}>;

/** Heard while it is held. */
export function TalkButton({ label, ...options }: TalkButtonProps) {
	const { t } = useTranslation('lesson');
	const { held, handlers } = useHoldToTalk(options);
	return (
		<Button kind="primary" icon="mic" className="talk" pressed={held} {...handlers}>
			{held ? t('talk.held') : (label ?? t('talk.hold'))}
		</Button>
	);
}
