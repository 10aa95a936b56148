// Puts the parts of identity together.
import type { Bus, Clock, Csrf, Database, Log, Metrics, Routes } from '../platform/index.ts';
import { createCsrf, messageOf, repeat } from '../platform/index.ts';
import { AuditLog } from './audit/auditLog.ts';
import type { Caller } from './caller.ts';
import type { DemoPersonas } from './demo/personas.ts';
import { addDemoRoutes } from './demoRoutes.ts';
import { addDeviceRoutes } from './deviceRoutes.ts';
import { Devices } from './devices/devices.ts';
import { Pairings } from './devices/pairings.ts';
import { Entrance } from './entrance.ts';
import { IdentityCallers } from './identityCallers.ts';
import { loadIdentitySecrets } from './identitySecrets.ts';
import type { IdentityTables } from './identityTables.ts';
import type { LessonTimes } from './lessonTimes.ts';
import type { Mode } from './mode.ts';
import { PasswordHasher } from './passwords/PasswordHasher.ts';
import { People } from './people/people.ts';
import type { Revocation } from './revocations.ts';
import { Revocations } from './revocations.ts';
import type { SchoolDirectory } from './schoolDirectory.ts';
import type { Seats } from './seats.ts';
import { addSessionRoutes } from './sessionRoutes.ts';
import { Sessions } from './sessions/sessions.ts';
import { FirstAdministrator } from './setup/firstAdministrator.ts';
import { addSetupRoutes } from './setupRoutes.ts';
import { Attempts } from './signIn/attempts.ts';
import { KnownDevices } from './signIn/knownDevices.ts';
import { SignIn } from './signIn/signIn.ts';

export interface IdentityOptions {
	/** Migrated: `identityMigrations` are in it. */
	readonly database: Database;
	readonly clock: Clock;
	readonly log: Log;
	readonly metrics: Metrics;
	readonly bus: Bus;
	readonly config: { readonly MODE: Mode; readonly RECORDER_TOKEN?: string | undefined };
	readonly schools: SchoolDirectory;
	readonly lessons: LessonTimes;
}

export interface Identity {
	/** For the platform's HTTP server and sockets. */
	readonly callers: IdentityCallers;
	readonly csrf: Csrf;
	readonly people: People;
	readonly sessions: Sessions;
	readonly devices: Devices;
	readonly audit: AuditLog;
	/** `personas`: only asked in demo mode; null where there are none. */
	addRoutes(routes: Routes<Caller>, personas: DemoPersonas | null): void;
	/** Nobody is signed out by the time in the middle of a lesson. */
	spareSeated(seats: Seats): void;
	/** For whoever holds sockets: close those of the session or device. Returns what ends the listening. */
	onRevoked(listener: (revocation: Revocation) => void): () => void;
	/**
	 * The link for the first administrator, to be shown to the operator at the start, with `publicUrl` before it.
	 * Null: in demo mode, or when there are people.
	 */
	firstAdministratorLink(publicUrl: string): Promise<string | null>;
	/** Makes a further county; the link for its first administrator. Throws `conflict` for one that has people. */
	newCountyLink(publicUrl: string, name: string): Promise<string>;
	/** Idempotent. */
	close(): Promise<void>;
}

/** Expired sessions, pairings and forgotten attempts are cleared away this often, ms. */
const sweepEveryMs = 60_000;

export const identityFeature = async (options: IdentityOptions): Promise<Identity> => {
	const { database, clock, log, metrics, bus, config, schools, lessons } = options;
	const mode = config.MODE;
	const db = database.as<IdentityTables>();
	const secrets = await loadIdentitySecrets(db);
	const hasher = new PasswordHasher();
	await hasher.prepare();
	const revocations = new Revocations(bus, log);
	const stopListening = await revocations.start();
	const sessions = new Sessions(db, clock, revocations, lessons);
	const people = new People({ db, clock, hasher, sessions });
	const devices = new Devices({ db, clock, revocations, schools, tokenSecret: secrets.deviceToken });
	const pairings = new Pairings({ db, clock, devices });
	const attempts = new Attempts(db, clock, secrets.attempts);
	const audit = new AuditLog(db, clock);
	const firstAdministrator = new FirstAdministrator({ db, clock, people, audit, schools });
	const knownDevices = new KnownDevices(secrets.knownDevice);
	const signIn = new SignIn({ db, hasher, attempts, knownDevices, log, metrics });
	const csrf = createCsrf(secrets.csrf);
	const callers = new IdentityCallers({ sessions, devices, recorderToken: config.RECORDER_TOKEN });
	const entrance = new Entrance({ mode, clock, csrf, callers, schools, sessions });

	const stopSweeping = sweepNowAndThen(clock, log, [sessions, pairings, attempts]);
	return {
		callers,
		csrf,
		people,
		sessions,
		devices,
		audit,
		addRoutes(routes, personas) {
			addSessionRoutes(routes, {
				db,
				mode,
				entrance,
				signIn,
				knownDevices,
				audit,
				hasher,
				attempts,
				sessions,
			});
			addSetupRoutes(routes, { firstAdministrator, entrance });
			addDemoRoutes(routes, { people, devices, schools, entrance }, mode === 'demo' ? personas : null);
			addDeviceRoutes(routes, { pairings, devices, schools, entrance, attempts, audit });
		},
		spareSeated: (seats) => sessions.spareSeated(seats),
		onRevoked: (listener) => revocations.onRevoked(listener),
		async firstAdministratorLink(publicUrl) {
			const secret = mode === 'demo' ? null : await firstAdministrator.newSecret();
			return secret === null ? null : `${publicUrl}/setup/${secret}`;
		},
		newCountyLink: async (publicUrl, name) =>
			`${publicUrl}/setup/${await firstAdministrator.newCounty(name)}`,
		async close() {
			await stopSweeping();
			await stopListening();
		},
	};
};

const sweepNowAndThen = (
	clock: Clock,
	log: Log,
	swept: readonly { sweep(): Promise<void> }[],
): (() => Promise<void>) => {
	let running: Promise<void> = Promise.resolve();
	let waiting = false;
	const sweep = async (): Promise<void> => {
		try {
			for (const each of swept) await each.sweep();
		} catch (error) {
			log.warn({ reason: messageOf(error) }, 'what has expired could not be cleared away');
		}
	};
	// One round waits at most: a slow database is not asked the same again and again.
	const next = (): void => {
		if (waiting) return;
		waiting = true;
		running = running.then(() => {
			waiting = false;
			return sweep();
		});
	};
	const cancel = repeat(clock, next, sweepEveryMs);
	return () => {
		cancel();
		return running;
	};
};
