// What the process that makes pages is asked, and answers.
import { z } from 'zod';

export const RenderTask = z.object({
	kind: z.enum(['pdf', 'image']),
	/** Absolute. */
	file: z.string(),
	/** Where the pages are written. */
	folder: z.string(),
	/** A file with more is refused. */
	mostPages: z.int(),
	widths: z.object({ large: z.int(), small: z.int() }),
});
export type RenderTask = z.infer<typeof RenderTask>;

export const RenderedPage = z.object({
	width: z.int(),
	height: z.int(),
	large: z.string(),
	small: z.string(),
	largeBytes: z.int(),
	smallBytes: z.int(),
});
export type RenderedPage = z.infer<typeof RenderedPage>;

export const RenderAnswer = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('pages'), pages: z.int() }),
	z.object({ kind: z.literal('page'), page: RenderedPage }),
	z.object({ kind: z.literal('end') }),
	z.object({
		kind: z.literal('failed'),
		code: z.enum([
			'courseware-encrypted',
			'courseware-damaged',
			'courseware-too-many-pages',
			'courseware-too-complex',
		]),
		why: z.string(),
		details: z.record(z.string(), z.number()),
	}),
]);
export type RenderAnswer = z.infer<typeof RenderAnswer>;

/** A file that cannot be made into pages, in the words of the contract. */
export class Unrenderable extends Error {
	readonly code: Extract<RenderAnswer, { kind: 'failed' }>['code'];
	readonly details: Readonly<Record<string, number>>;

	constructor(code: Unrenderable['code'], details: Readonly<Record<string, number>> = {}, cause?: unknown) {
		super(code, { cause });
		this.code = code;
		this.details = details;
	}
}
