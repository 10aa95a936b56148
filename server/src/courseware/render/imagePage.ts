// A picture as a page of its own.
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Image } from '@napi-rs/canvas';
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

const decode = async (file: string): Promise<Image> => {
	try {
		const image = await loadImage(await readFile(file));
		if (image.width > 0 && image.height > 0) return image;
	} catch (error) {
		throw new Unrenderable('courseware-damaged', {}, error);
	}
	throw new Unrenderable('courseware-damaged');
};
