// A lesson's courseware: who may add, read and remove it, and what the lesson shows of it.
import type {
	Courseware,
	CoursewareId,
	CoursewareList,
	CoursewarePage,
	LessonId,
	PageFile,
} from '@classroom/protocol';
import { CoursewareId as CoursewareIds } from '@classroom/protocol';
import type { Readable } from 'node:stream';
import type { Caller } from '../identity/index.ts';
import { AppError, newId, type Jobs } from '../platform/index.ts';
import { kindOfFile } from './contentKind.ts';
import { tooLarge, type CoursewareFiles } from './coursewareFiles.ts';
import type { CoursewareRecord, CoursewareStore } from './coursewareStore.ts';
import { officeMissing } from './office.ts';
import { rendering } from './rendering.ts';

/** Files of one lesson. */
const FILES_MAX = 20;

export interface CoursewareLessons {
	/**
	 * Whether the caller is the lesson's teacher, and it is not over.
	 * @throws AppError `lesson-not-found` for whom it does not concern
	 */
	standing(
		caller: Caller,
		lessonId: LessonId,
	): Promise<{ readonly teaches: boolean; readonly over: boolean }>;
}

export interface ShelfLimits {
	readonly bytes: number;
	readonly pages: number;
	/** soffice; null: it is not installed. */
	readonly office: string | null;
}

export interface ShelfDeps {
	readonly store: CoursewareStore;
	readonly files: CoursewareFiles;
	readonly jobs: Jobs;
	readonly lessons: CoursewareLessons;
	readonly limits: ShelfLimits;
}

export interface Upload {
	readonly name: string;
	/** As the request says it; null: it does not. */
	readonly bytes: number | null;
	readonly body: Readable;
}

export class Shelf {
	readonly #deps: ShelfDeps;

	constructor(deps: ShelfDeps) {
		this.#deps = deps;
	}

	async list(caller: Caller, lessonId: LessonId): Promise<CoursewareList> {
		const { store, lessons, limits } = this.#deps;
		const { teaches } = await lessons.standing(caller, lessonId);
		const all = await store.ofLesson(lessonId);
		const shown = all.filter(({ state }) => teaches || state === 'ready');
		const pages = await store.pagesOf(shown.map(({ coursewareId }) => coursewareId));
		return {
			items: await Promise.all(
				shown.map((record) => this.#view(record, pages.get(record.coursewareId) ?? [])),
			),
			limits: {
				megabytes: limits.bytes / 1_000_000,
				pages: limits.pages,
				files: FILES_MAX,
				pptx: limits.office !== null,
			},
		};
	}

	/** @throws AppError `forbidden`, `lesson-ended`, `courseware-full`, and what is wrong with the file */
	async add(caller: Caller, lessonId: LessonId, upload: Upload): Promise<CoursewareId> {
		const { store, files, jobs, limits } = this.#deps;
		await this.#mayWrite(caller, lessonId);
		if ((await store.ofLesson(lessonId)).length >= FILES_MAX) throw full();
		if (upload.bytes !== null && upload.bytes > limits.bytes) throw tooLarge(limits.bytes);
		const coursewareId = newId(CoursewareIds);
		try {
			const file = await files.receive(lessonId, coursewareId, upload.body, limits.bytes);
			const kind = await kindOfFile(file);
			if (kind === 'pptx' && limits.office === null) throw officeMissing();
			const added = { coursewareId, lessonId, name: upload.name, kind };
			// Others may have come while this one was on its way.
			if (!(await store.add(added, uploaderOf(caller), FILES_MAX))) throw full();
		} catch (error) {
			await files.remove(lessonId, coursewareId);
			throw error;
		}
		await jobs.enqueue(rendering, coursewareId, { coursewareId });
		return coursewareId;
	}

	/** @throws AppError `courseware-not-found`; `courseware-shown`: the replay needs it */
	async remove(caller: Caller, lessonId: LessonId, coursewareId: CoursewareId): Promise<void> {
		const { store, files } = this.#deps;
		await this.#mayWrite(caller, lessonId);
		await this.#existing(lessonId, coursewareId);
		if (!(await store.remove(coursewareId))) throw new AppError('courseware-shown');
		await files.remove(lessonId, coursewareId);
	}

	/** A page's picture, as a path. @throws AppError `lesson-not-found`, `courseware-not-found` */
	async page(
		caller: Caller,
		lessonId: LessonId,
		coursewareId: CoursewareId,
		file: PageFile,
	): Promise<string> {
		const { store, files, lessons } = this.#deps;
		const { teaches } = await lessons.standing(caller, lessonId);
		const { state } = await this.#existing(lessonId, coursewareId);
		if ((state !== 'ready' && !teaches) || !(await store.hasPage(coursewareId, file)))
			throw new AppError('courseware-not-found');
		return files.page(lessonId, coursewareId, file);
	}

	/** For the live lesson; see its port. */
	async open(lessonId: LessonId, coursewareId: CoursewareId, page: number): Promise<number> {
		const { state, pages } = await this.#existing(lessonId, coursewareId);
		if (state !== 'ready' || pages === null) throw new AppError('courseware-not-ready');
		if (page <= pages) await this.#deps.store.noteShown(coursewareId);
		return pages;
	}

	async #mayWrite(caller: Caller, lessonId: LessonId): Promise<void> {
		const { teaches, over } = await this.#deps.lessons.standing(caller, lessonId);
		if (!teaches) throw new AppError('forbidden');
		if (over) throw new AppError('lesson-ended');
	}

	async #existing(lessonId: LessonId, coursewareId: CoursewareId): Promise<CoursewareRecord> {
		const found = await this.#deps.store.find(coursewareId);
		if (found?.lessonId !== lessonId) throw new AppError('courseware-not-found');
		return found;
	}

	async #view(record: CoursewareRecord, pages: CoursewarePage[]): Promise<Courseware> {
		const { coursewareId, name, kind } = record;
		return { coursewareId, name, kind, state: await this.#stateOf(record, pages) };
	}

	async #stateOf(record: CoursewareRecord, pages: CoursewarePage[]): Promise<Courseware['state']> {
		const { state, failure } = record;
		if (state === 'ready') return { state, pages };
		if (state === 'failed')
			return { state, code: failure?.code ?? 'courseware-damaged', details: { ...failure?.details } };
		// Servers that died at it: it will not be tried again.
		const job = await this.#deps.jobs.find(rendering, record.coursewareId);
		if (job?.status === 'failed') return { state: 'failed', code: 'courseware-too-complex', details: {} };
		return { state, done: pages.length, pages: record.pages };
	}
}

const full = (): AppError => new AppError('courseware-full', undefined, { details: { files: FILES_MAX } });

const uploaderOf = (caller: Caller): string => (caller.kind === 'person' ? caller.personId : caller.kind);
