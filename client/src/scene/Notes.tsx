import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CHAT_MAX } from '@classroom/protocol';
import { Button } from '../components/index.ts';
import { timeText } from '../format/index.ts';
import { useAsk, useNotes } from './lessonContext.ts';
import { useZone } from './useZone.ts';

/** What teacher and assistants write to each other; nobody else is sent it. */
export function Notes() {
	const { t } = useTranslation(['quiz', 'lesson']);
	const notes = useNotes();
	const zone = useZone();
	return (
		<>
			{notes.length === 0 && <p className="tool__hint">{t('note.empty')}</p>}
			<ol className="notes" aria-live="polite">
				{notes.map(({ messageId, name, at, text }) => (
					<li key={messageId}>
						<span className="chat__who">{t('lesson:chat.of', { name, time: timeText(at, zone) })}</span>
						<p className="chat__text">{text}</p>
					</li>
				))}
			</ol>
			<Writing />
		</>
	);
}

function Writing() {
	const { t } = useTranslation('quiz');
	const ask = useAsk();
	const [text, setText] = useState('');
	const [busy, setBusy] = useState(false);
	const id = useId();
	const send = async (): Promise<void> => {
		const trimmed = text.trim();
		if (trimmed === '' || busy) return;
		setBusy(true);
		// What could not be sent stays in the line.
		if (await ask('postNote', { text: trimmed })) setText('');
		setBusy(false);
	};
	return (
		<form
			className="tool__row"
			onSubmit={(event) => {
				event.preventDefault();
				void send();
			}}
		>
			<label className="visually-hidden" htmlFor={id}>
				{t('note.write')}
			</label>
			<input
				id={id}
				className="chat__input"
				placeholder={t('note.write')}
				maxLength={CHAT_MAX}
				value={text}
				onChange={(event) => setText(event.target.value)}
			/>
			<Button type="submit" busy={busy}>
				{t('note.send')}
			</Button>
		</form>
	);
}
