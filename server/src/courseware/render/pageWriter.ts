// Writes one page's pictures. Their names are made of what is in them.
import type { Canvas } from '@napi-rs/canvas';
import { createCanvas } from '@napi-rs/canvas';
import { createHash } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RenderedPage, RenderTask } from './renderMessages.ts';

/** Of 100. Thin strokes of Chinese characters are clean from here on. */
const QUALITY = 82;

export const writePage = async (
	large: Canvas,
	{ folder, widths }: Pick<RenderTask, 'folder' | 'widths'>,
): Promise<RenderedPage> => {
	const wide = await write(large, folder);
	const narrow = await write(narrowed(large, widths.small / widths.large), folder);
	return {
		...{ width: large.width, height: large.height },
		...{ large: wide.name, largeBytes: wide.bytes, small: narrow.name, smallBytes: narrow.bytes },
	};
};

const narrowed = (from: Canvas, ratio: number): Canvas => {
	const to = createCanvas(
		Math.max(1, Math.round(from.width * ratio)),
		Math.max(1, Math.round(from.height * ratio)),
	);
	const context = to.getContext('2d');
	context.imageSmoothingQuality = 'high';
	context.drawImage(from, 0, 0, to.width, to.height);
	return to;
};

const write = async (canvas: Canvas, folder: string): Promise<{ name: string; bytes: number }> => {
	const picture = await canvas.encode('webp', QUALITY);
	const name = `${createHash('sha256').update(picture).digest('hex').slice(0, 32)}.webp`;
	const file = path.join(folder, name);
	// Whole or not at all: a page may be asked for as soon as its name is known.
	await writeFile(`${file}.part`, picture);
	await rename(`${file}.part`, file);
	return { name, bytes: picture.length };
};
