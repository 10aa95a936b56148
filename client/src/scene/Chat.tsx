import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CHAT_MAX } from '@classroom/protocol';
import { Button } from '../components/index.ts';
import { timeText } from '../format/index.ts';
import { useAsk, useChat, useJoined } from './lessonContext.ts';
import { useZone } from './useZone.ts';

/** What was written, newest below; with a line to write in for those who may. */
export function Chat({ mayWrite }: { mayWrite: boolean }) {
	const { t } = useTranslation('lesson');
	const chat = useChat();
	const { me } = useJoined();
	const zone = useZone();
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
						<span className="chat__who">
							{t('chat.of', { name: message.name, time: timeText(message.at, zone) })}
						</span>
						<p className="chat__text">{message.text}</p>
					</li>
				))}
			</ol>
			{mayWrite && <Writing />}
		</section>
	);
}

function Writing() {
	const { t } = useTranslation('lesson');
	const ask = useAsk();
	const [text, setText] = useState('');
	const [busy, setBusy] = useState(false);
	const id = useId();

	const send = async (): Promise<void> => {
		const trimmed = text.trim();
		if (trimmed === '' || busy) return;
		setBusy(true);
		// What could not be sent stays in the line.
		if (await ask('postChat', { text: trimmed })) setText('');
		setBusy(false);
	};

	return (
		<form
			className="chat__write"
			onSubmit={(event) => {
				event.preventDefault();
				void send();
			}}
		>
			<label className="visually-hidden" htmlFor={id}>
				{t('chat.write')}
			</label>
			<input
				id={id}
				className="chat__input"
				data-chat-input
				value={text}
				maxLength={CHAT_MAX}
				placeholder={t('chat.write')}
				autoComplete="off"
				onChange={(event) => setText(event.target.value)}
			/>
			<Button type="submit" kind="primary" busy={busy} disabled={text.trim() === ''}>
				{t('chat.send')}
			</Button>
		</form>
	);
}
