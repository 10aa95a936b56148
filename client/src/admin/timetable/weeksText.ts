// Weeks as the server writes them (`1-15周(单),2,4周`). Pure; what people type only the server reads.

const group = /([\d,-]+)周(?:\((单|双)\))?/g;

/** How many weeks there are. */
export function countWeeks(written: string): number {
	const weeks = new Set<number>();
	for (const [, pieces = '', parity] of written.matchAll(group)) {
		for (const piece of pieces.split(',').filter((each) => each !== '')) {
			const [from = 0, until = from] = piece.split('-').map(Number);
			for (let week = from; week <= until; week += 1) {
				if (parity === undefined || (week % 2 === 1) === (parity === '单')) weeks.add(week);
			}
		}
	}
	return weeks.size;
}
