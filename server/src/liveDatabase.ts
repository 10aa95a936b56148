// What live lessons write while everybody in them waits for it: the log, the texts of chat messages, and the answers to quizzes. On SQLite it
// stands in a file of its own, `classroom-live.sqlite`, and so never waits for an import or whoever else writes much.
import type { LessonLogTables } from './lessonLog/index.ts';
import { lessonLogMigrations, moveLessonLog } from './lessonLog/index.ts';
import type { Database } from './platform/index.ts';
import type { ChatTables } from './teaching/index.ts';
import { moveChat, quizMigrations, teachingMigrations } from './teaching/index.ts';

/** `database`: migrated. What stands in it of before is moved. */
export const openLiveDatabase = async (database: Database): Promise<Database> => {
	const live = await database.beside('live', [
		...lessonLogMigrations,
		...teachingMigrations,
		...quizMigrations,
	]);
	if (live.url === database.url) return live;
	await moveLessonLog(database.as<LessonLogTables>(), live.as<LessonLogTables>());
	await moveChat(database.as<ChatTables>(), live.as<ChatTables>());
	return live;
};
