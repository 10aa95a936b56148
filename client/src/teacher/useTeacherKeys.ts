import { useShortcuts } from '../scene/useShortcuts.ts';
import type { PageWork } from './usePageWork.ts';
import type { TeacherActions } from './useTeacherActions.ts';

/** The keys and what they do, for the list and for the hands. */
export const teacherKeys = [
	{ key: 'M', does: 'microphone' },
	{ key: 'V', does: 'camera' },
	{ key: 'S', does: 'screen' },
	{ key: 'H', does: 'hand' },
	{ key: 'O', does: 'off' },
	{ key: 'A', does: 'muteAll' },
	{ key: 'R', does: 'random' },
	{ key: 'N', does: 'find' },
	{ key: 'D', does: 'discussion' },
	{ key: 'C', does: 'chat' },
	{ key: 'Q', does: 'quiz' },
	{ key: 'T', does: 'timer' },
	{ key: '1–4', does: 'scene' },
	{ key: 'P', does: 'pages' },
	{ key: '← →', does: 'turn' },
	{ key: 'L', does: 'pointer' },
	{ key: 'I', does: 'pen' },
] as const;

type Others = Readonly<{
	onChat: () => void;
	onFind: () => void;
	onQuiz: () => void;
	onTimer: () => void;
	onPages: () => void;
	onHelp: () => void;
	work: PageWork;
}>;

export function useTeacherKeys(actions: TeacherActions, others: Others): void {
	const { onChat, onFind, onQuiz, onTimer, onPages, onHelp, work } = others;
	useShortcuts({
		m: actions.toggleMicrophone,
		v: actions.toggleCamera,
		s: actions.toggleScreen,
		h: actions.firstHandToStage,
		o: actions.clearStage,
		a: actions.toggleMuteAll,
		r: actions.callAtRandom,
		n: onFind,
		d: actions.toggleDiscussion,
		c: onChat,
		q: onQuiz,
		t: onTimer,
		'1': () => actions.chooseScene('automatic'),
		'2': () => actions.chooseScene('teacher'),
		'3': () => actions.chooseScene('screen'),
		'4': () => actions.chooseScene('stage'),
		p: onPages,
		arrowleft: () => work.turn(-1),
		arrowright: () => work.turn(1),
		pageup: () => work.turn(-1),
		pagedown: () => work.turn(1),
		l: () => work.choose('pointer'),
		i: () => work.choose('pen'),
		'?': onHelp,
	});
}
