// Which features there are, and who is given whom. No sockets and no HTTP yet.
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { coursewareFeature, coursewareMigrations } from './courseware/index.ts';
import { demoFeature } from './demo/index.ts';
import { identityFeature, identityMigrations } from './identity/index.ts';
import type { Infrastructure } from './infrastructure.ts';
import { lessonFeature, turnServers } from './lesson/index.ts';
import type { LessonLog } from './lessonLog/index.ts';
import { createLessonLog, lessonLogMigrations } from './lessonLog/index.ts';
import { createCoursewareLessons, createLessonSource, createRecordedLessons } from './lessonSource.ts';
import { openLiveDatabase } from './liveDatabase.ts';
import type { MediaNode } from './media/index.ts';
import { createNameSource } from './nameSource.ts';
import { noticesFeature, webhookMigrations } from './notices/index.ts';
import { createJobs, jobMigrations } from './platform/index.ts';
import type { Clock, Config, Log, Metrics } from './platform/index.ts';
import { Spreadsheets } from './platform/index.ts';
import { createPupils } from './pupils.ts';
import { recordingFeature, recordingMigrations } from './recording/index.ts';
import { replayMigrations } from './replay/index.ts';
import { createSchoolDirectory, schoolsFeature, schoolsMigrations } from './schools/index.ts';
import { ChatStore, quizMigrations, Quizzes, QuizStore, teachingMigrations } from './teaching/index.ts';
import {
	dayOf,
	feedMigrations,
	lessonTimes,
	lessonUsage,
	lifeMigrations,
	planningMigrations,
	timetableFeature,
	timetableMigrations,
} from './timetable/index.ts';
import type { LogReader } from './timetable/index.ts';

export const migrations = [
	...jobMigrations,
	...identityMigrations,
	...schoolsMigrations,
	...timetableMigrations,
	...planningMigrations,
	...lifeMigrations,
	...feedMigrations,
	...lessonLogMigrations,
	...teachingMigrations,
	...quizMigrations,
	...recordingMigrations,
	...replayMigrations,
	...webhookMigrations,
	...coursewareMigrations,
];

export interface FeatureDeps {
	readonly config: Config;
	readonly infrastructure: Omit<Infrastructure, 'presence'>;
	readonly media: MediaNode;
	readonly clock: Clock;
	readonly log: Log;
	readonly metrics: Metrics;
}

export type Features = Awaited<ReturnType<typeof createFeatures>>;

export const createFeatures = async ({ config, infrastructure, media, clock, log, metrics }: FeatureDeps) => {
	const { TIME_ZONE: timeZone, MODE, RECORDER_TOKEN } = config;
	const { database, bus, leases } = infrastructure;
	const common = { database, bus, clock, log, metrics };
	const live = await openLiveDatabase(database);
	const lessonLog = createLessonLog({ ...common, database: live });
	const directory = createSchoolDirectory(database, clock);
	const identity = await identityFeature({
		...common,
		config: { MODE, RECORDER_TOKEN },
		schools: directory,
		lessons: lessonTimes(database),
	});
	const { people, devices, audit } = identity;
	const spreadsheets = new Spreadsheets();
	const schools = schoolsFeature({
		...common,
		audit,
		people,
		devices,
		timeZone,
		usage: lessonUsage(database, clock),
		spreadsheets,
		today: () => dayOf(clock.now(), timeZone),
	});
	const timetable = timetableFeature({
		...common,
		leases,
		audit,
		people,
		timeZone,
		publicUrl: config.PUBLIC_URL,
		spreadsheets,
		givenShare: config.GIVEN_SHARE / 100,
		agreements: schools.agreements,
		partnersOf: (schoolId, day) => schools.partnersOf(schoolId, day),
		capacity: capacityOf(config),
		lessonLog: wholeLogs(lessonLog),
	});
	const names = createNameSource(people, directory);
	const recording = recordingFeature({ ...common, lessons: createRecordedLessons(timetable) });
	const jobs = createJobs(common);
	const notices = noticesFeature({
		...common,
		audit,
		jobs,
		timetable,
		timeZone,
		mode: MODE,
		privateAddresses: config.WEBHOOK_ADDRESSES,
		recordings: recording.catalogue,
	});
	const quizzes = new Quizzes(new QuizStore(live), clock);
	const lessons = createCoursewareLessons(timetable);
	const courseware = await coursewareFeature({ ...common, jobs, lessons, config });
	const lesson = lessonFeature({
		...common,
		lessonLog,
		media,
		names,
		leases,
		node: `${hostname()}-${randomUUID().slice(0, 8)}`,
		lessons: createLessonSource(timetable, clock),
		recorders: recording.recorders,
		chat: new ChatStore(live),
		quizzes,
		pupils: createPupils(timetable, people),
		courseware: courseware.shelf,
		iceServers: turnServers(config.TURN_URLS, config.TURN_SECRET),
	});
	const demo = demoFeature({ ...common, mode: MODE, timeZone, people, schools, timetable });
	return {
		...{ lessonLog, identity, schools, timetable, names, recording, jobs, notices },
		...{ quizzes, courseware, lesson, demo },
	};
};

/** For how much at once a term is planned; null: nobody has said. */
const capacityOf = ({ PLANNED_RECORDINGS, PLANNED_CONNECTIONS }: Config) => ({
	recordings: PLANNED_RECORDINGS ?? null,
	connections: PLANNED_CONNECTIONS ?? null,
});

const wholeLogs = (lessonLog: LessonLog): LogReader => ({
	readAll: (lessonId) => lessonLog.read(lessonId, 0, Number.MAX_SAFE_INTEGER),
	begun: (lessonIds) => lessonLog.begun(lessonIds),
});
