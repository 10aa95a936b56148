import { useTranslation } from 'react-i18next';
import { useAsk, useNotes } from './lessonContext.ts';
import { Said } from './Said.tsx';
import { WriteLine } from './WriteLine.tsx';

/** What teacher and assistants write to each other; nobody else is sent it. */
export function Notes() {
	const { t } = useTranslation('quiz');
	const notes = useNotes();
	const ask = useAsk();
	return (
		<>
			{notes.length === 0 && <p className="tool__hint">{t('note.empty')}</p>}
			<ol className="notes" aria-live="polite">
				{notes.map((note) => (
					<li key={note.messageId}>
						<Said message={note} />
					</li>
				))}
			</ol>
			<WriteLine
				className="tool__row"
				label={t('note.write')}
				button={t('note.send')}
				send={(text) => ask('postNote', { text })}
			/>
		</>
	);
}
