// The server as a whole: starts its parts in order, joins them, and ends them in the reverse order.
import { endpoints } from '@classroom/protocol';
import type { Caller } from './identity/index.ts';
import { createFeatures, migrations, type Features } from './features.ts';
import { openInfrastructure, type Infrastructure } from './infrastructure.ts';
import { signalling } from './lesson/index.ts';
import { createReplayLessons } from './lessonSource.ts';
import { MediaNode, measureMedia } from './media/index.ts';
import {
	addressToOpen,
	createHttp,
	Health,
	messageOf,
	Metrics,
	repeat,
	SocketGateway,
	systemClock,
	type Config,
	type Log,
} from './platform/index.ts';
import { replayFeature } from './replay/index.ts';
import { supervisionFeature } from './supervision/index.ts';
import { addQuizRoutes } from './teaching/index.ts';
import { concerns } from './timetable/index.ts';

export interface Server {
	/** Called when another server has taken the database: this one has to end. */
	onDisplaced(listener: () => void): void;
	/** Tells everybody to come back, ends what is under way, and closes. Idempotent. */
	close(): Promise<void>;
}

/** How long clients wait before they come back after a planned stop, ms. */
const RETRY_AFTER_MS = 1_500;
/** A connected device is noted as seen this often; after 2 minutes without, it counts as offline. */
const SEEN_EVERY_MS = 45_000;

/** @throws AppError with a sentence for the operator */
export const startServer = async (config: Config, log: Log): Promise<Server> => {
	const clock = systemClock;
	const metrics = new Metrics();
	metrics.collectProcessMetrics();
	const infrastructure = await openInfrastructure(config, log);
	await infrastructure.database.migrate(migrations);
	const media = new MediaNode(mediaOptions(config), clock, log);
	await media.start();
	measureMedia(media, metrics);
	const features = await createFeatures({ config, infrastructure, media, clock, log, metrics });
	const { schools, timetable, notices, demo, lesson, identity } = features;
	const doors = openDoors(config, log, metrics, infrastructure, features);
	doors.health.add('media', () => requireWorker(media));
	identity.spareSeated({ sessionIds: () => lesson.rooms.callers().flatMap(sessionsOf) });
	const stopTelling = tellSockets(features, doors.gateway, log);

	await schools.start();
	await timetable.start();
	await features.recording.recorders.catchUp();
	await demo.start();
	const port = await doors.http.listen();
	lesson.rooms.start();
	notices.start();
	timetable.openingSweep.start();
	await showFirstLink(config, port, identity);
	log.info({ mode: config.MODE }, 'server ready');

	let closing: Promise<void> | null = null;
	const close = async (): Promise<void> => {
		doors.health.leave();
		stopTelling();
		await doors.gateway.close({ type: 'goingAway', retryAfterMs: RETRY_AFTER_MS });
		await lesson.rooms.close();
		await doors.http.close();
		await notices.close();
		await features.jobs.close();
		await demo.close();
		await timetable.close();
		await schools.close();
		await identity.close();
		await features.lessonLog.close();
		media.close();
		await infrastructure.close();
		log.info('server stopped');
	};
	return {
		onDisplaced: (listener) => infrastructure.presence.onLost(listener),
		close: () => (closing ??= close()),
	};
};

/** HTTP and sockets, with every route and request there is. */
const openDoors = (
	config: Config,
	log: Log,
	metrics: Metrics,
	{ database }: Infrastructure,
	features: Features,
) => {
	const clock = systemClock;
	const health = new Health(log);
	const { identity, schools, timetable, notices, lesson, recording, names, lessonLog, demo, quizzes } =
		features;
	const { callers, csrf } = identity;
	const openApi = { title: 'Smart Cloud Classroom', version: '0.1.0', endpoints };
	const http = createHttp({ config, log, metrics, callers, csrf, health, openApi });
	const { routes } = http;
	identity.addRoutes(routes, demo.personas);
	schools.addRoutes(routes);
	timetable.addRoutes(routes);
	notices.addRoutes(routes);
	features.courseware.addRoutes(routes);
	replayFeature({
		database,
		clock,
		names,
		lessonLog,
		routes,
		recordingsDir: config.RECORDINGS_DIR,
		timeZone: config.TIME_ZONE,
		lessons: createReplayLessons(timetable, clock),
		recordings: recording.catalogue,
	});
	addQuizRoutes(routes, quizzes);
	supervisionFeature({ routes, clock, timeZone: config.TIME_ZONE, lessons: timetable.store, schools });
	health.add('database', async () => {
		await schools.isEmpty();
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
	log.debug({ routes: http.listRoutes(), requests: gateway.listRequests() }, 'what can be asked');
	return { http, health, gateway };
};

type Gateway = ReturnType<typeof openDoors>['gateway'];

/** What sockets have to hear of, or be closed for. Returns what ends it. */
const tellSockets = (
	{ identity, schools, timetable, lesson }: Features,
	gateway: Gateway,
	log: Log,
): (() => void) => {
	const ends = [
		identity.onRevoked((revocation) => {
			const code = revocation.kind === 'device' ? 'device-revoked' : 'signed-out';
			const ended = (who: Caller): boolean =>
				revocation.kind === 'device'
					? who.kind === 'classroom' && who.deviceId === revocation.deviceId
					: who.kind === 'person' && who.sessionId === revocation.sessionId;
			lesson.rooms.expel(code, ended);
			gateway.dismiss(ended, code);
		}),
		schools.agreements.onRevoked((ended) => lesson.rooms.dismissGuests(ended)),
		timetable.onChanged((change) => {
			lesson.lobby.tell({ type: 'dayChanged' }, (caller) => concerns(caller, change));
			if (change.what !== 'changed' && change.what !== 'cancelled') return;
			lesson.rooms.replan(change.lessonId).catch((error: unknown) => {
				log.error({ err: error, lessonId: change.lessonId }, 'an open Room does not follow its plan');
			});
		}),
		repeat(systemClock, () => noteSeen(lesson, identity, log), SEEN_EVERY_MS),
	];
	return () => {
		for (const end of ends) end();
	};
};

const noteSeen = (lesson: Features['lesson'], { devices }: Features['identity'], log: Log): void => {
	const connected = new Set(
		lesson.lobby.callers().flatMap((caller) => (caller.kind === 'classroom' ? [caller.deviceId] : [])),
	);
	for (const deviceId of connected) {
		devices.seen(deviceId).catch((error: unknown) => {
			log.warn({ reason: messageOf(error) }, 'a device could not be noted as seen');
		});
	}
};

const sessionsOf = (caller: Caller): string[] => (caller.kind === 'person' ? [caller.sessionId] : []);

const requireWorker = (media: MediaNode): Promise<void> =>
	media.health().living > 0 ? Promise.resolve() : Promise.reject(new Error('no mediasoup worker lives'));

/** In production the first administrator is made from a link that is shown once, here. */
const showFirstLink = async (config: Config, port: number, identity: Features['identity']): Promise<void> => {
	const link = await identity.firstAdministratorLink(addressToOpen(config, port));
	if (link !== null) process.stdout.write(`The first administrator opens this link, once: ${link}\n`);
};

const mediaOptions = (config: Config) => ({
	listenIp: config.MEDIA_LISTEN_IP,
	announcedAddress: config.MEDIA_ANNOUNCED_ADDRESS,
	firstPort: config.MEDIA_PORT,
	workers: config.MEDIA_WORKERS,
	plainAddresses: config.RECORDER_ADDRESSES,
});
