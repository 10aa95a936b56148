// A server with all its real features (Rooms, leases, lesson log, timetable) but for HTTP and sockets, on the county's
// clock. It can be killed: then it does nothing more, says nothing to anybody, and its leases run out. The Routers are
// real, of one mediasoup worker that all servers of the county have together: to start one for each server would cost
// more than all the rest, and workers that die are another test's (tests/integration/lesson).
import { setTimeout as wait } from 'node:timers/promises';
import type { KyselyPlugin, PluginTransformQueryArgs, PluginTransformResultArgs } from 'kysely';
import { createFeatures, migrations } from '../../../server/src/features.ts';
import type { Features } from '../../../server/src/features.ts';
import type { MediaNode } from '../../../server/src/media/index.ts';
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
	readonly media: MediaNode;
}

export type Query = PluginTransformQueryArgs['node'];

/** Counts what is asked of the database; once cut, nothing reaches it. */
class Wire implements KyselyPlugin {
	readonly underWay = new Set<object>();
	cut = false;
	readonly #cutBefore: (query: Query) => boolean;

	constructor(cutBefore: (query: Query) => boolean) {
		this.#cutBefore = cutBefore;
	}

	transformQuery({ node, queryId }: PluginTransformQueryArgs) {
		this.cut ||= this.#cutBefore(node);
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
	/** Waits until what the process held is given back, after it was killed. */
	bury(): Promise<void>;
}

/** `diesBefore`: the first such query is never sent; whoever waits for it has to kill the server then. */
export const startServer = async (
	ground: SharedGround,
	diesBefore: (query: Query) => boolean = () => false,
): Promise<SimulatedServer> => {
	const clock = ground.clock.view();
	const log = silentLog();
	const wire = new Wire(diesBefore);
	const opened = await openDatabase(ground.url, { clock, poolSize: 4 });
	const database: Database = {
		...opened,
		as: <Tables extends TableSet>() => opened.as<Tables>().withPlugin(wire),
	};
	await database.migrate(migrations);
	const bus = createBus(ground.carrier, log);
	const leases = createLeases(ground.leaseStore, clock, log);
	const features = await createFeatures({
		config: loadConfig({ MODE: 'production', TIME_ZONE: 'Asia/Shanghai' }, import.meta.dirname),
		infrastructure: { database, bus, leases, close: () => Promise.resolve() },
		media: ground.media,
		clock,
		log,
		metrics: new Metrics(),
	});
	await features.timetable.start();
	await features.recording.recorders.catchUp();
	features.lesson.rooms.start();
	let closing = false;
	let buried: Promise<void> = Promise.resolve();
	const letGo = async (): Promise<void> => {
		await features.timetable.close();
		await features.lessonLog.close();
		await opened.close();
	};
	const giveBack = async (): Promise<void> => {
		// What was under way when it was killed waits on a clock that stands still.
		await Promise.race([features.lessonLog.close(), wait(200)]);
		await Promise.race([opened.close(), wait(200)]);
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
			// What it had handed to the log's thread may be written yet, as by a disk that was busy; nothing after that.
			buried = giveBack();
		},
		async close() {
			closing = true;
			await features.lesson.rooms.close();
			await features.identity.close();
			await leases.close();
			clock.stop();
			await letGo();
		},
		async bury() {
			await buried;
		},
	};
};
