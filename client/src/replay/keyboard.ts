// The replay's keys. Pure but for the player that is told.
import type { LessonPlayer } from './player/lessonPlayer.ts';
import { rates } from './player/lessonPlayer.ts';

type Keys = Readonly<{
	player: LessonPlayer;
	toggleFullScreen: () => void;
}>;

/** Does what the key is for; false: it is not ours. */
export function press(key: string, { player, toggleFullScreen }: Keys): boolean {
	const { atMs, volume, muted, rate } = player.state;
	switch (key) {
		case ' ':
		case 'k':
			player.toggle();
			return true;
		case 'ArrowLeft':
			player.seek(atMs - 10_000);
			return true;
		case 'ArrowRight':
			player.seek(atMs + 10_000);
			return true;
		case 'ArrowUp':
			player.setVolume(volume + 0.1);
			return true;
		case 'ArrowDown':
			player.setVolume(volume - 0.1);
			return true;
		case ',':
			player.step(-1);
			return true;
		case '.':
			player.step(1);
			return true;
		case '<':
			player.setRate(nextRate(rate, -1));
			return true;
		case '>':
			player.setRate(nextRate(rate, 1));
			return true;
		case 'm':
			player.setMuted(!muted);
			return true;
		case 'f':
			toggleFullScreen();
			return true;
		case 'Home':
			player.seek(0);
			return true;
		default:
			return false;
	}
}

export function nextRate(rate: number, direction: 1 | -1): number {
	const index = rates.findIndex((each) => each === rate);
	return rates[Math.min(rates.length - 1, Math.max(0, index + direction))] ?? 1;
}

/** Whether the key belongs to what has the focus: a button takes the space bar, a list its arrows. */
export function isTaken(target: EventTarget | null, key: string): boolean {
	if (!(target instanceof HTMLElement)) return false;
	if (target.matches('input, textarea, select, [contenteditable]')) return true;
	return key === ' ' && target.matches('button, a[href], summary');
}
