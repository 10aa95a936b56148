// /classroom/second: the other display of a classroom. Shows what the window that opened it decides.
import '../scene/live.css';
import '../scene/scene.css';
import '../courseware/courseware.css';
import './classroom.css';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, Video } from '../components/index.ts';
import { useLiveTheme } from '../hooks/theme.ts';
import { useClassroomScreen } from '../hooks/useClassroomScreen.ts';
import { useWakeLock } from '../hooks/useWakeLock.ts';
import type { Readable } from '../session/index.ts';
import { CHANNEL, Message } from './second/secondScreen.ts';
import type { SecondShow } from './second/secondScreen.ts';

/** The first window may be away for a reload; it cannot always be heard coming back. */
const LOOK_MS = 2000;

/** Not by its class: the other window has one of its own. */
const isOpen = (value: unknown): value is Window =>
	typeof value === 'object' && value !== null && 'closed' in value && value.closed === false;

const openerOf = (): Window | null => {
	const opener: unknown = window.opener;
	return isOpen(opener) ? opener : null;
};

const showOfOpener = (): Readable<SecondShow> | null => {
	// A window that was closed, or went to another site, says no.
	try {
		return openerOf()?.__secondShow ?? null;
	} catch {
		return null;
	}
};

/** What the first window has for us, found again whenever that one is new. */
function useShow(): Readable<SecondShow> | null {
	const [show, setShow] = useState(showOfOpener);
	useEffect(() => {
		const channel = new BroadcastChannel(CHANNEL);
		const say = (message: Message): void => channel.postMessage(message);
		const here = (): void => {
			setShow(showOfOpener());
			// Left over from a first window that is no more: the next one opens its own.
			if (openerOf() === null) window.close();
			else say({ say: 'here', height: window.innerHeight * window.devicePixelRatio });
		};
		channel.onmessage = ({ data }: MessageEvent<unknown>) => {
			const message = Message.safeParse(data);
			if (!message.success) return;
			if (message.data.say === 'look') here();
			if (message.data.say === 'close') window.close();
		};
		const gone = (): void => say({ say: 'gone' });
		const timer = setInterval(() => setShow(showOfOpener()), LOOK_MS);
		window.addEventListener('pagehide', gone);
		window.addEventListener('resize', here);
		here();
		return () => {
			clearInterval(timer);
			window.removeEventListener('pagehide', gone);
			window.removeEventListener('resize', here);
			channel.close();
		};
	}, []);
	return show;
}

const nothing: Readable<SecondShow | null> = { read: () => null, subscribe: () => () => undefined };

export default function SecondPage() {
	const theme = useLiveTheme();
	useClassroomScreen();
	useWakeLock();
	const readable: Readable<SecondShow | null> = useShow() ?? nothing;
	const show = useSyncExternalStore(readable.subscribe, readable.read);
	return (
		<div className="live second" data-screen="classroom" data-theme={theme}>
			<Shown show={show} />
		</div>
	);
}

function Shown({ show }: { show: SecondShow | null }) {
	const { t } = useTranslation('classroom');
	if (show?.page) return <DrawnByOther hold={show.page} />;
	if (show?.stream) {
		return (
			<>
				<Video stream={show.stream} whole />
				<p className="second__name">{show.name}</p>
			</>
		);
	}
	return (
		<div className="second__wait">
			<Icon name="screen" size={144} />
			{show !== null && <h1>{show.lesson}</h1>}
			<p>{show === null ? t('second.idle') : t('second.nothing')}</p>
		</div>
	);
}

/** A page of courseware: the first window has the socket and the pictures, so it draws here. */
function DrawnByOther({ hold }: { hold: NonNullable<SecondShow['page']> }) {
	const place = useRef<HTMLDivElement>(null);
	useEffect(() => {
		// What a first window has left that was loaded again meanwhile.
		place.current?.replaceChildren();
		hold(place.current);
		return () => hold(null);
	}, [hold]);
	return <div className="second__page" ref={place} />;
}
