import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useChat, useJoined } from './lessonContext.ts';
import { Said } from './Said.tsx';
import { WriteLine } from './WriteLine.tsx';

/** What was written, newest below; with a line to write in for those who may. */
export function Chat({ mayWrite }: { mayWrite: boolean }) {
	const { t } = useTranslation('lesson');
	const chat = useChat();
	const { me } = useJoined();
	const ask = useAsk();
	const list = useRef<HTMLOListElement>(null);

	useEffect(() => {
		list.current?.scrollTo({ top: list.current.scrollHeight });
	}, [chat]);

	return (
		<section className="chat" aria-label={t('chat.title')}>
			<ol className="chat__list" ref={list} aria-live="polite">
				{chat.length === 0 && <li className="chat__empty">{t('chat.empty')}</li>}
				{chat.map((message) => (
					<li key={message.messageId} className={message.peerId === me ? 'chat__own' : undefined}>
						<Said message={message} />
					</li>
				))}
			</ol>
			{mayWrite && (
				<WriteLine
					className="chat__write"
					label={t('chat.write')}
					button={t('chat.send')}
					primary
					send={(text) => ask('postChat', { text })}
				/>
			)}
		</section>
	);
}
