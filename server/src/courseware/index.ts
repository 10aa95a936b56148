// Courseware: files of a lesson made into pages. Wired in features.ts by `coursewareFeature`.
import path from 'node:path';
import type { Caller } from '../identity/index.ts';
import type { Clock, Config, Database, Jobs, Log, Routes } from '../platform/index.ts';
import { CoursewareFiles } from './coursewareFiles.ts';
import { addCoursewareRoutes } from './coursewareRoutes.ts';
import { CoursewareStore } from './coursewareStore.ts';
import { findOffice } from './office.ts';
import { renderCourseware, rendering } from './rendering.ts';
import { Shelf } from './shelf.ts';
import type { CoursewareLessons } from './shelf.ts';

export { coursewareMigrations } from './coursewareTables.ts';
export type { CoursewareLessons } from './shelf.ts';

export interface CoursewareDeps {
	readonly database: Database;
	readonly clock: Clock;
	readonly log: Log;
	readonly jobs: Jobs;
	readonly lessons: CoursewareLessons;
	readonly config: Pick<Config, 'DATA_DIR' | 'COURSEWARE_MEGABYTES' | 'COURSEWARE_PAGES' | 'SOFFICE_PATH'>;
}

export const coursewareFeature = async ({ database, clock, log, jobs, lessons, config }: CoursewareDeps) => {
	const store = new CoursewareStore(database, clock);
	const files = new CoursewareFiles(path.resolve(config.DATA_DIR, 'courseware'));
	const office = await findOffice(config.SOFFICE_PATH, process.env['PATH'] ?? '');
	const { COURSEWARE_PAGES: pages } = config;
	const limits = { bytes: config.COURSEWARE_MEGABYTES * 1_000_000, pages, office };
	const shelf = new Shelf({ store, files, jobs, lessons, limits });
	jobs.work(rendering, (job) => renderCourseware({ store, files, log, mostPages: pages, office }, job));
	return { shelf, addRoutes: (routes: Routes<Caller>): void => addCoursewareRoutes(routes, shelf) };
};
