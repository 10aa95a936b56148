import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, toast } from '../components/index.ts';
import { useAsk } from '../scene/lessonContext.ts';

const wishes = ['sound', 'picture', 'wait', 'person'] as const;

/** Nobody writes with a remote control: the usual sentences, one press each. */
export function HelpMenu({ onClose, onDevices }: { onClose: () => void; onDevices: () => void }) {
	const { t } = useTranslation('classroom');
	const ask = useAsk();
	const first = useRef<HTMLButtonElement>(null);

	useEffect(() => first.current?.focus(), []);

	const send = async (text: string): Promise<void> => {
		if (await ask('postChat', { text })) toast(t('ask.sent'));
		onClose();
	};

	return (
		<div className="room__buttons" role="menu" aria-label={t('ask.title')}>
			{wishes.map((wish, index) => (
				<Button
					key={wish}
					role="menuitem"
					{...(index === 0 && { ref: first })}
					onClick={() => void send(t(`ask.${wish}`))}
				>
					{t(`ask.${wish}`)}
				</Button>
			))}
			<Button role="menuitem" icon="settings" onClick={onDevices}>
				{t('devices')}
			</Button>
			<Button role="menuitem" kind="quiet" icon="back" onClick={onClose}>
				{t('ask.back')}
			</Button>
		</div>
	);
}
