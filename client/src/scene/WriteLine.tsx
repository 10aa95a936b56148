import { useId, useState } from 'react';
import { CHAT_MAX } from '@classroom/protocol';
import { Button } from '../components/index.ts';

type WriteLineProps = Readonly<{
	className: string;
	/** Says what is written here. */
	label: string;
	/** Of the button. */
	button: string;
	/** The lesson's chat: its button stands out, and a key leads to its line. */
	primary?: boolean;
	/** Resolves whether it was sent. */
	send: (text: string) => Promise<boolean>;
}>;

/** One line to write in. What could not be sent stays in it. */
export function WriteLine({ className, label, button, primary = false, send }: WriteLineProps) {
	const [text, setText] = useState('');
	const [busy, setBusy] = useState(false);
	const id = useId();
	const trimmed = text.trim();

	const submit = async (): Promise<void> => {
		if (trimmed === '' || busy) return;
		setBusy(true);
		if (await send(trimmed)) setText('');
		setBusy(false);
	};

	return (
		<form
			className={className}
			onSubmit={(event) => {
				event.preventDefault();
				void submit();
			}}
		>
			<label className="visually-hidden" htmlFor={id}>
				{label}
			</label>
			<input
				id={id}
				className="chat__input"
				{...(primary && { 'data-chat-input': true })}
				value={text}
				maxLength={CHAT_MAX}
				placeholder={label}
				autoComplete="off"
				onChange={(event) => setText(event.target.value)}
			/>
			<Button
				type="submit"
				{...(primary && { kind: 'primary' as const })}
				busy={busy}
				disabled={trimmed === ''}
			>
				{button}
			</Button>
		</form>
	);
}
