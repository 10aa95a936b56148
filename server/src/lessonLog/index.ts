export { createLessonLog } from './lessonLog.ts';
export type { LessonLog, LessonLogOptions } from './lessonLog.ts';
export { lessonLogMigrations } from './lessonLogTables.ts';
export type { LessonLogTables } from './lessonLogTables.ts';
export type { Appended, LogWriter } from './logWriter.ts';
export { moveLessonLog } from './moveLessonLog.ts';
