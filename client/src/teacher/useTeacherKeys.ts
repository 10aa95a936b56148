import { useShortcuts } from '../scene/useShortcuts.ts';
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
] as const;

type Others = Readonly<{
	onChat: () => void;
	onFind: () => void;
	onQuiz: () => void;
	onTimer: () => void;
	onHelp: () => void;
}>;

export function useTeacherKeys(
	actions: TeacherActions,
	{ onChat, onFind, onQuiz, onTimer, onHelp }: Others,
): void {
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
		'?': onHelp,
	});
}
