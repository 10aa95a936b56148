// The built client: hashed assets for ever, pages fresh, and every page address gets index.html.
import { existsSync } from 'node:fs';
import path from 'node:path';
import express from 'express';
import type { RequestHandler } from 'express';

const yearInSeconds = 31_536_000;

/** `folder`: where the client was built; it may appear later. */
export const staticFiles = (folder: string): RequestHandler[] => [
	express.static(folder, {
		index: false,
		redirect: false,
		setHeaders: (response, file) => {
			const hashed = file.startsWith(path.join(folder, 'assets') + path.sep);
			response.setHeader(
				'Cache-Control',
				hashed ? `public, max-age=${yearInSeconds}, immutable` : 'no-cache',
			);
		},
	}),
	(request, response, next) => {
		const page = request.method === 'GET' || request.method === 'HEAD';
		const file = /\.[a-z0-9]+$/i.test(request.path);
		if (!page || file || request.accepts(['html', 'json']) !== 'html') {
			next();
			return;
		}
		const index = path.join(folder, 'index.html');
		if (!existsSync(index)) {
			response.status(503).type('text').send('The pages are not built yet: run "npm run build".\n');
			return;
		}
		response.setHeader('Cache-Control', 'no-cache');
		response.sendFile(index);
	},
];
