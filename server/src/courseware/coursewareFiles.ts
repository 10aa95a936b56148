// DATA_DIR/courseware/LESSON/COURSEWARE/: the file as it came, as long as pages are made of it, and the pages.
import type { CoursewareId, LessonId, PageFile } from '@classroom/protocol';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../platform/index.ts';

export class CoursewareFiles {
	readonly #root: string;

	/** `root`: absolute. With several servers all of them have the same one. */
	constructor(root: string) {
		this.#root = root;
	}

	/** Ids have no separators. */
	folder(lessonId: LessonId, coursewareId: CoursewareId): string {
		return path.join(this.#root, lessonId, coursewareId);
	}

	source(lessonId: LessonId, coursewareId: CoursewareId): string {
		return path.join(this.folder(lessonId, coursewareId), 'source');
	}

	page(lessonId: LessonId, coursewareId: CoursewareId, file: PageFile): string {
		return path.join(this.folder(lessonId, coursewareId), file);
	}

	/**
	 * Writes what comes, as it comes.
	 * @throws AppError `courseware-too-large`, `storage-full`, `bad-request` for nothing
	 */
	async receive(
		lessonId: LessonId,
		coursewareId: CoursewareId,
		body: Readable,
		limitBytes: number,
	): Promise<string> {
		await mkdir(this.folder(lessonId, coursewareId), { recursive: true });
		const file = this.source(lessonId, coursewareId);
		let length = 0;
		const counted = async function* (chunks: AsyncIterable<unknown>) {
			for await (const chunk of chunks) {
				if (!Buffer.isBuffer(chunk)) throw new AppError('bad-request', 'the body was read already');
				length += chunk.length;
				if (length > limitBytes) throw tooLarge(limitBytes);
				yield chunk;
			}
		};
		try {
			await pipeline(body, counted, createWriteStream(file));
		} catch (error) {
			const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
			throw full ? new AppError('storage-full', undefined, { cause: error }) : error;
		}
		if (length === 0) throw new AppError('bad-request', 'a file is needed');
		return file;
	}

	async removeSource(lessonId: LessonId, coursewareId: CoursewareId): Promise<void> {
		await rm(this.source(lessonId, coursewareId), { force: true });
	}

	async remove(lessonId: LessonId, coursewareId: CoursewareId): Promise<void> {
		await rm(this.folder(lessonId, coursewareId), { recursive: true, force: true });
	}
}

export const tooLarge = (limitBytes: number): AppError =>
	new AppError('courseware-too-large', undefined, {
		details: { megabytes: Math.floor(limitBytes / 1_000_000) },
	});
