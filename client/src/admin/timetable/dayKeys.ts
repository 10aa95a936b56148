// Where an arrow key goes among the lessons of the county's day. Pure.
import type { DayBlock, DayRow } from './dayAxis.ts';

/** A lesson in the row of a classroom. */
export type BlockAt = Readonly<{ row: string; lessonId: string }>;

export const blockText = ({ row, lessonId }: BlockAt): string => `${row} ${lessonId}`;

type Line = Readonly<{ key: string; blocks: readonly DayBlock[] }>;

const linesOf = (rows: readonly DayRow[]): readonly Line[] =>
	rows.filter((row) => row.kind === 'classroom').filter(({ blocks }) => blocks.length > 0);

const atOf = (line: Line | undefined, block: DayBlock | undefined): BlockAt | undefined =>
	line && block && { row: line.key, lessonId: block.lesson.lessonId };

/** What has the one stop of Tab: what was chosen while it is there, otherwise the first lesson. */
export function stopOf(rows: readonly DayRow[], chosen: BlockAt | undefined): BlockAt | undefined {
	const lines = linesOf(rows);
	const line = lines.find(({ key }) => key === chosen?.row);
	const block = line?.blocks.find(({ lesson }) => lesson.lessonId === chosen?.lessonId);
	return block ? atOf(line, block) : atOf(lines[0], lines[0]?.blocks[0]);
}

const nearest = (blocks: readonly DayBlock[], from: number): DayBlock | undefined =>
	blocks.toSorted((a, b) => Math.abs(a.span.from - from) - Math.abs(b.span.from - from))[0];

/** Undefined: the key goes nowhere. Up and down keep to the time as well as they can. */
export function nextBlock(rows: readonly DayRow[], at: BlockAt, key: string): BlockAt | undefined {
	const lines = linesOf(rows);
	const place = lines.findIndex((line) => line.key === at.row);
	const line = lines[place];
	const blocks = line?.blocks ?? [];
	const index = blocks.findIndex(({ lesson }) => lesson.lessonId === at.lessonId);
	const block = blocks[index];
	if (line === undefined || block === undefined) return undefined;
	const beside = (other: Line | undefined) => atOf(other, nearest(other?.blocks ?? [], block.span.from));
	switch (key) {
		case 'ArrowLeft':
			return atOf(line, blocks[index - 1]);
		case 'ArrowRight':
			return atOf(line, blocks[index + 1]);
		case 'ArrowUp':
			return beside(lines[place - 1]);
		case 'ArrowDown':
			return beside(lines[place + 1]);
		case 'Home':
			return atOf(line, blocks[0]);
		case 'End':
			return atOf(line, blocks.at(-1));
		default:
			return undefined;
	}
}
