import { useEffect, useState } from 'react';
import { useChat, useJoined } from '../scene/lessonContext.ts';

/** Long enough to be read aloud. */
const SHOWN_MS = 12_000;

/** What somebody else has just written, over the picture for a while. */
export function LastMessage() {
	const chat = useChat();
	const { me } = useJoined();
	const last = chat.at(-1);
	const [over, setOver] = useState(last?.messageId);

	useEffect(() => {
		if (last === undefined) return undefined;
		const timer = setTimeout(() => setOver(last.messageId), SHOWN_MS);
		return () => clearTimeout(timer);
	}, [last]);

	if (last === undefined || last.messageId === over || last.peerId === me) return null;
	return (
		<p className="room__message" role="status">
			<strong>{last.name}</strong> {last.text}
		</p>
	);
}
