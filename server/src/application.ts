// The only wiring: which parts there are, and who is given whom.
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { endpoints } from '@classroom/protocol';
import { demoFeature } from './demo/index.ts';
import { identityFeature, identityMigrations, type Identity } from './identity/index.ts';
import { openInfrastructure } from './infrastructure.ts';
import { lessonFeature, signalling, turnServers, type Lobby } from './lesson/index.ts';
import { createLessonLog, lessonLogMigrations } from './lessonLog/index.ts';
import { createLessonSource, createRecordedLessons, createReplayLessons } from './lessonSource.ts';
import { MediaNode, measureMedia } from './media/index.ts';
import { createNameSource } from './nameSource.ts';
import {
	createHttp,
	Health,
	Metrics,
	repeat,
	SocketGateway,
	systemClock,
	type Config,
	type Log,
} from './platform/index.ts';
import { recordingFeature, recordingMigrations } from './recording/index.ts';
import { replayFeature, replayMigrations } from './replay/index.ts';
import { createSchoolDirectory, schoolsFeature, schoolsMigrations } from './schools/index.ts';
import { ChatStore, teachingMigrations } from './teaching/index.ts';
import { concerns, dayOf, lessonUsage, timetableFeature, timetableMigrations } from './timetable/index.ts';

export interface Server {
	/** Tells everybody to come back, ends what is under way, and closes. Idempotent. */
	close(): Promise<void>;
}

const migrations = [
	...identityMigrations,
	...schoolsMigrations,
	...timetableMigrations,
	...lessonLogMigrations,
	...teachingMigrations,
	...recordingMigrations,
	...replayMigrations,
];

/** How long clients wait before they come back after a planned stop, ms. */
const RETRY_AFTER_MS = 1_500;

/** A connected device is noted as seen this often; after 2 minutes without, it counts as offline. */
const SEEN_EVERY_MS = 45_000;

/** @throws AppError with a sentence for the operator */
export const startServer = async (config: Config, log: Log): Promise<Server> => {
	const clock = systemClock;
	const metrics = new Metrics();
	metrics.collectProcessMetrics();
	const health = new Health(log);
	const { TIME_ZONE: timeZone, MODE, RECORDER_TOKEN } = config;
	const infrastructure = await openInfrastructure(config, log);
	const { database, bus, leases } = infrastructure;
	await database.migrate(migrations);
	const common = { database, bus, clock, log, metrics };

	const media = new MediaNode(mediaOptions(config), clock, log);
	await media.start();
	measureMedia(media, metrics);
	const lessonLog = createLessonLog(common);
	const directory = createSchoolDirectory(database, clock);
	const identity = await identityFeature({ ...common, config: { MODE, RECORDER_TOKEN }, schools: directory });
	const { people, devices, audit, callers, csrf } = identity;
	const schools = schoolsFeature({
		...common,
		audit,
		people,
		devices,
		timeZone,
		usage: lessonUsage(database),
		today: () => dayOf(clock.now(), timeZone),
	});
	const timetable = timetableFeature({
		...common,
		audit,
		people,
		timeZone,
		agreements: schools.agreements,
		partnersOf: (schoolId, day) => schools.partnersOf(schoolId, day),
		lessonLog: { readAll: (lessonId) => lessonLog.read(lessonId, 0, Number.MAX_SAFE_INTEGER) },
	});
	const names = createNameSource(people, directory);
	const recording = recordingFeature({ ...common, lessons: createRecordedLessons(timetable) });
	const lesson = lessonFeature({
		...common,
		lessonLog,
		media,
		names,
		leases,
		node: `${hostname()}-${randomUUID().slice(0, 8)}`,
		lessons: createLessonSource(timetable),
		recorders: recording.recorders,
		chat: new ChatStore(database),
		iceServers: turnServers(config.TURN_URLS, config.TURN_SECRET),
	});
	const demo = demoFeature({ ...common, mode: MODE, timeZone, people, schools, timetable });

	const http = createHttp({
		config,
		log,
		metrics,
		callers,
		csrf,
		health,
		openApi: { title: 'Smart Cloud Classroom', version: '0.1.0', endpoints },
	});
	identity.addRoutes(http.routes, demo.personas);
	schools.addRoutes(http.routes);
	timetable.addRoutes(http.routes);
	replayFeature({
		database,
		clock,
		names,
		lessonLog,
		routes: http.routes,
		recordingsDir: config.RECORDINGS_DIR,
		lessons: createReplayLessons(timetable, clock),
		recordings: recording.catalogue,
	});
	const gateway = new SocketGateway({
		listener: http.listener,
		admission: http.admission,
		config,
		log,
		metrics,
		clock,
		callers,
		contract: signalling,
		handlers: lesson.handlers,
		dismissal: (code) => ({ type: 'dismissed' as const, code }),
		onConnection: lesson.connect,
	});

	const stopSeeing = repeat(clock, () => noteSeen(lesson.lobby, devices, log), SEEN_EVERY_MS);
	identity.onRevoked((revocation) => {
		if (revocation.kind === 'device') {
			gateway.dismiss(
				(who) => who.kind === 'classroom' && who.deviceId === revocation.deviceId,
				'device-revoked',
			);
		} else {
			gateway.dismiss((who) => who.kind === 'person' && who.sessionId === revocation.sessionId, 'signed-out');
		}
	});
	schools.agreements.onRevoked((ended) => lesson.rooms.dismissGuests(ended));
	timetable.onChanged((change) =>
		lesson.lobby.tell({ type: 'dayChanged' }, (caller) => concerns(caller, change)),
	);

	await schools.start();
	await timetable.start();
	await demo.start();
	health.add('database', async () => void (await schools.isEmpty()));
	health.add('media', () =>
		media.health().living > 0 ? Promise.resolve() : Promise.reject(new Error('no worker')),
	);
	await http.listen();
	lesson.rooms.start();
	const publicUrl = config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`;
	const link = await identity.firstAdministratorLink(publicUrl);
	if (link !== null) process.stdout.write(`The first administrator opens this link, once: ${link}\n`);
	log.info({ mode: MODE }, 'server ready');

	let closing: Promise<void> | null = null;
	const close = async (): Promise<void> => {
		health.leave();
		stopSeeing();
		await gateway.close({ type: 'goingAway', retryAfterMs: RETRY_AFTER_MS });
		await lesson.rooms.close();
		await http.close();
		await demo.close();
		await timetable.close();
		await schools.close();
		await identity.close();
		await lessonLog.close();
		media.close();
		await infrastructure.close();
		log.info('server stopped');
	};
	return { close: () => (closing ??= close()) };
};

const noteSeen = (lobby: Lobby, devices: Identity['devices'], log: Log): void => {
	const connected = new Set(
		lobby.callers().flatMap((caller) => (caller.kind === 'classroom' ? [caller.deviceId] : [])),
	);
	for (const deviceId of connected) {
		devices
			.seen(deviceId)
			.catch((error: unknown) => log.warn({ err: error }, 'a device could not be noted as seen'));
	}
};

const mediaOptions = (config: Config) => ({
	listenIp: config.MEDIA_LISTEN_IP,
	announcedAddress: config.MEDIA_ANNOUNCED_ADDRESS,
	firstPort: config.MEDIA_PORT,
	workers: config.MEDIA_WORKERS,
	plainAddresses: config.RECORDER_ADDRESSES,
});
