// A picture as a page of its own.
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Image } from '@napi-rs/canvas';
import { imageSize } from 'image-size';
import { readFile } from 'node:fs/promises';
import { pageSize } from './pageSize.ts';
import type { RenderedPage, RenderTask } from './renderMessages.ts';
import { Unrenderable } from './renderMessages.ts';
import { writePage } from './pageWriter.ts';

/** @throws Unrenderable */
export const imagePage = async (task: RenderTask): Promise<RenderedPage> => {
	const image = await decode(task.file);
	const { width, height } = pageSize(image, task.widths.large);
	const canvas = createCanvas(width, height);
	const context = canvas.getContext('2d');
	// What is clear in the picture is white on the page, as on paper.
	context.fillStyle = 'white';
	context.fillRect(0, 0, width, height);
	context.imageSmoothingQuality = 'high';
	context.drawImage(image, 0, 0, width, height);
	return writePage(canvas, task);
};

/** The largest cameras of telephones have 108 million; decoded each takes 4 bytes. */
const PIXELS_MAX = 120_000_000;

const decode = async (file: string): Promise<Image> => {
	const bytes = await readFile(file);
	try {
		// By its head: decoded first, a bomb has done its harm.
		const { width, height } = imageSize(bytes);
		if (width * height > PIXELS_MAX) throw new Unrenderable('courseware-too-complex');
		const image = await loadImage(bytes);
		if (image.width > 0 && image.height > 0) return image;
	} catch (error) {
		if (error instanceof Unrenderable) throw error;
		throw new Unrenderable('courseware-damaged', {}, error);
	}
	throw new Unrenderable('courseware-damaged');
};
