// A PDF's pages, by pdf.js on Skia. Its scripts are never run: pdf.js needs a sandbox of its own for them, which is not
// there. Fonts that are not embedded are replaced by pdf.js' own, and Chinese ones by the system's.
import { createCanvas } from '@napi-rs/canvas';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { pageSize } from './pageSize.ts';
import type { RenderedPage, RenderTask } from './renderMessages.ts';
import { Unrenderable } from './renderMessages.ts';
import { writePage } from './pageWriter.ts';

/** Pictures with more pixels are left out. */
const PICTURE_PIXELS_MAX = 64_000_000;

const library = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/** @throws Unrenderable */
export const pdfPages = async (
	task: RenderTask,
	onPages: (pages: number) => void,
	onPage: (page: RenderedPage) => void,
): Promise<void> => {
	const pdf = await openPdf(task.file);
	const { numPages } = pdf;
	if (numPages > task.mostPages) {
		throw new Unrenderable('courseware-too-many-pages', { pages: numPages, most: task.mostPages });
	}
	onPages(numPages);
	for (let number = 1; number <= numPages; number += 1) {
		try {
			onPage(await draw(pdf, number, task));
		} catch (error) {
			throw new Unrenderable('courseware-damaged', { page: number }, error);
		}
	}
};

const openPdf = async (file: string): Promise<PDFDocumentProxy> => {
	try {
		return await getDocument({
			data: new Uint8Array(await readFile(file)),
			cMapUrl: `${library}/cmaps/`,
			cMapPacked: true,
			standardFontDataUrl: `${library}/standard_fonts/`,
			wasmUrl: `${library}/wasm/`,
			iccUrl: `${library}/iccs/`,
			useSystemFonts: false,
			disableFontFace: true,
			maxImageSize: PICTURE_PIXELS_MAX,
			verbosity: VerbosityLevel.ERRORS,
		}).promise;
	} catch (error) {
		const encrypted = error instanceof Error && error.name === 'PasswordException';
		throw new Unrenderable(encrypted ? 'courseware-encrypted' : 'courseware-damaged', {}, error);
	}
};

const draw = async (pdf: PDFDocumentProxy, number: number, task: RenderTask): Promise<RenderedPage> => {
	const page = await pdf.getPage(number);
	const { scale, width, height } = pageSize(page.getViewport({ scale: 1 }), task.widths.large);
	const canvas = createCanvas(width, height);
	await page.render({ canvas, viewport: page.getViewport({ scale }), background: 'white' }).promise;
	const written = await writePage(canvas, task);
	page.cleanup();
	return written;
};
