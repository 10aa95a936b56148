// Which of several rectangles on the screen an arrow key goes to. Pure.

export type Box = Readonly<{ left: number; top: number; right: number; bottom: number }>;

export type Direction = 'left' | 'right' | 'up' | 'down';

export function directionOf(key: string): Direction | undefined {
	switch (key) {
		case 'ArrowLeft':
			return 'left';
		case 'ArrowRight':
			return 'right';
		case 'ArrowUp':
			return 'up';
		case 'ArrowDown':
			return 'down';
		default:
			return undefined;
	}
}

/** More than any screen is wide (px). */
const OFF_LINE = 100_000;

/** How far `to` lies ahead of `from`, and how far beside it (0 while they overlap across). */
function distance(from: Box, to: Box, direction: Direction): { ahead: number; beside: number } {
	const gap = (aFrom: number, aTo: number, bFrom: number, bTo: number): number =>
		Math.max(0, bFrom - aTo, aFrom - bTo);
	const across = gap(from.top, from.bottom, to.top, to.bottom);
	const along = gap(from.left, from.right, to.left, to.right);
	switch (direction) {
		case 'left':
			return { ahead: from.right - to.right, beside: across };
		case 'right':
			return { ahead: to.left - from.left, beside: across };
		case 'up':
			return { ahead: from.bottom - to.bottom, beside: along };
		case 'down':
			return { ahead: to.top - from.top, beside: along };
	}
}

/** The index of the nearest box in that direction; `undefined`: there is none, the focus stays. */
export function nextBox(boxes: readonly Box[], current: number, direction: Direction): number | undefined {
	const from = boxes[current];
	if (!from) return boxes.length > 0 ? 0 : undefined;
	let found: number | undefined;
	let least = Infinity;
	boxes.forEach((to, index) => {
		if (index === current) return;
		const { ahead, beside } = distance(from, to, direction);
		if (ahead <= 0) return;
		// A row or column is walked to its end before the focus leaves it.
		const cost = ahead + 3 * beside + (beside > 0 ? OFF_LINE : 0);
		if (cost < least) {
			least = cost;
			found = index;
		}
	});
	return found;
}
