// A server with all its real features (Rooms, leases, lesson log, timetable, a mediasoup worker) but for HTTP and sockets,
// on the county's clock. It can be killed: then it does nothing more, says nothing to anybody, and its leases run out.
import { setTimeout as wait } from 'node:timers/promises';
import type { KyselyPlugin, PluginTransformQueryArgs, PluginTransformResultArgs } from 'kysely';
import { createFeatures, migrations } from '../../../server/src/features.ts';
import type { Features } from '../../../server/src/features.ts';
import { MediaNode } from '../../../server/src/media/index.ts';
import type { BusCarrier, Database, LeaseStore, TableSet } from '../../../server/src/platform/index.ts';
import {
	AppError,
	createBus,
	createLeases,
	loadConfig,
	Metrics,
	openDatabase,
	silentLog,
} from '../../../server/src/platform/index.ts';
import type { TermClock } from './termClock.ts';

/** What several servers share. */
export interface SharedGround {
	readonly url: string;
	readonly clock: TermClock;
	readonly leaseStore: LeaseStore;
	readonly carrier: BusCarrier;
}

/** Counts what is asked of the database; once cut, nothing reaches it. */
class Wire implements KyselyPlugin {
	readonly underWay = new Set<object>();
	cut = false;

	transformQuery({ node, queryId }: PluginTransformQueryArgs) {
		if (this.cut) throw new AppError('unavailable', 'the server was killed');
		this.underWay.add(queryId);
		return node;
	}

	transformResult({ result, queryId }: PluginTransformResultArgs) {
		this.underWay.delete(queryId);
		return Promise.resolve(result);
	}
}

export interface SimulatedServer {
	readonly features: Features;
	/** It is down, or on its way down. */
	readonly isGone: () => boolean;
	/** Queries that wait for their answer. */
	readonly underWay: () => number;
	/** Those that wait have failed. */
	readonly forget: () => void;
	/** As SIGKILL: everything stays as it is, half done. */
	kill(): void;
	/** As SIGTERM. */
	close(): Promise<void>;
	/** Gives back what the process holds, after it was killed. */
	bury(): Promise<void>;
}

const media = {
	listenIp: '127.0.0.1',
	announcedAddress: undefined,
	firstPort: 0,
	workers: 1,
	plainAddresses: [],
};

export const startServer = async (ground: SharedGround): Promise<SimulatedServer> => {
	const clock = ground.clock.view();
	const log = silentLog();
	const wire = new Wire();
	const opened = await openDatabase(ground.url, { clock, poolSize: 4 });
	const database: Database = {
		...opened,
		as: <Tables extends TableSet>() => opened.as<Tables>().withPlugin(wire),
	};
	await database.migrate(migrations);
	const node = new MediaNode(media, clock, log);
	await node.start();
	const bus = createBus(ground.carrier, log);
	const leases = createLeases(ground.leaseStore, clock, log);
	const features = await createFeatures({
		config: loadConfig({ MODE: 'production', TIME_ZONE: 'Asia/Shanghai' }, import.meta.dirname),
		infrastructure: { database, bus, leases, close: () => Promise.resolve() },
		media: node,
		clock,
		log,
		metrics: new Metrics(),
	});
	await features.timetable.start();
	await features.recording.recorders.catchUp();
	features.lesson.rooms.start();
	let closing = false;
	const letGo = async (): Promise<void> => {
		await features.timetable.close();
		await features.lessonLog.close();
		await opened.close();
	};
	return {
		features,
		underWay: () => (wire.cut ? 0 : wire.underWay.size),
		forget: () => {
			wire.underWay.clear();
		},
		isGone: () => closing || wire.cut,
		kill() {
			clock.stop();
			wire.cut = true;
			node.close();
		},
		async close() {
			closing = true;
			await features.lesson.rooms.close();
			await features.identity.close();
			await leases.close();
			clock.stop();
			node.close();
			await letGo();
		},
		async bury() {
			// What was under way when it was killed waits on a clock that stands still.
			await Promise.race([features.lessonLog.close(), wait(200)]);
			await Promise.race([opened.close(), wait(200)]);
		},
	};
};
