// One server with schools and timetable on a real database, reached by real HTTP. Time stands still until moved.
import type { CountyId, PersonRole } from '@classroom/protocol';
import { CountyId as CountyIdSchema, endpoints } from '@classroom/protocol';
import type { KyselyPlugin, PluginTransformQueryArgs, PluginTransformResultArgs } from 'kysely';
import { demoFeature } from '../../../server/src/demo/index.ts';
import type { NewPerson } from '../../../server/src/identity/index.ts';
import { identityFeature, identityMigrations } from '../../../server/src/identity/index.ts';
import { createLessonLog, lessonLogMigrations } from '../../../server/src/lessonLog/index.ts';
import { openLiveDatabase } from '../../../server/src/liveDatabase.ts';
import type {
	BusCarrier,
	Clock,
	Database,
	LeaseStore,
	Log,
	NoTables,
	TableSet,
} from '../../../server/src/platform/index.ts';
import {
	createBus,
	createHttp,
	createJobs,
	createLeases,
	FakeClock,
	Health,
	inTransaction,
	jobMigrations,
	memoryCarrier,
	memoryLeaseStore,
	Metrics,
	openDatabase,
	silentLog,
} from '../../../server/src/platform/index.ts';
import {
	createSchoolDirectory,
	schoolsFeature,
	schoolsMigrations,
} from '../../../server/src/schools/index.ts';
import { teachingMigrations } from '../../../server/src/teaching/index.ts';
import { supervisionFeature } from '../../../server/src/supervision/index.ts';
import { noticesFeature, webhookMigrations } from '../../../server/src/notices/index.ts';
import { RecordingCatalogue, recordingMigrations } from '../../../server/src/recording/index.ts';
import type { LessonChange } from '../../../server/src/timetable/index.ts';
import {
	dayOf,
	feedMigrations,
	lessonTimes,
	lessonUsage,
	lifeMigrations,
	planningMigrations,
	timetableFeature,
	timetableMigrations,
} from '../../../server/src/timetable/index.ts';
import { Browser } from '../identity/browser.ts';

export { onBothDatabases } from '../identity/installation.ts';

export const timeZone = 'Asia/Shanghai';
class QueryCounter implements KyselyPlugin {
	queries = 0;

	/** Asked about the parts of a query too, before they are put together. */
	transformQuery({ node }: PluginTransformQueryArgs) {
		return node;
	}

	transformResult({ result }: PluginTransformResultArgs) {
		this.queries += 1;
		return Promise.resolve(result);
	}
}

const watched = (database: Database, plugin: KyselyPlugin | undefined): Database =>
	plugin === undefined
		? database
		: { ...database, as: <Tables extends TableSet>() => database.as<Tables>().withPlugin(plugin) };

/** For names and addresses that are nobody else's. */
let made = 0;
const next = (): number => (made += 1);

export type SignedIn = Browser & { readonly personId: string; readonly countyId: CountyId };

export type Installation = Awaited<ReturnType<typeof startInstallation>>;

export interface InstallationOptions {
	/** Most lessons at once; null: any number. */
	readonly mostRecordings?: number | null;
	readonly mode?: 'demo' | 'production';
	/** 0 to 1; left out: a lesson that was taught for a moment was given. */
	readonly givenShare?: number;
	readonly clock?: FakeClock;
	readonly log?: Log;
	/** Sees every query, beside the counter. */
	readonly watch?: KyselyPlugin;
	/** Several installations on one carrier are several servers to each other. */
	readonly carrier?: BusCarrier;
	/** The same for leases. */
	readonly leaseStore?: LeaseStore;
	/** Webhooks are sent, by the clock: a test that moves it by days would wait for many rounds. */
	readonly webhooks?: { readonly mode: 'demo' | 'production'; readonly privateAddresses: readonly string[] };
}

export const startInstallation = async (
	url: string,
	{
		mode = 'production',
		clock = new FakeClock(),
		mostRecordings = null,
		givenShare = 0,
		log = silentLog(),
		carrier = memoryCarrier(),
		leaseStore = memoryLeaseStore(clock),
		webhooks,
		watch,
	}: InstallationOptions = {},
) => {
	const metrics = new Metrics();
	const counter = new QueryCounter();
	const database = watched(watched(await openDatabase(url, { clock }), counter), watch);
	await database.migrate([
		...identityMigrations,
		...schoolsMigrations,
		...timetableMigrations,
		...planningMigrations,
		...lifeMigrations,
		...feedMigrations,
		...lessonLogMigrations,
		...jobMigrations,
		...recordingMigrations,
		...webhookMigrations,
		...teachingMigrations,
	]);
	const bus = createBus(carrier, log);
	const common = { database, clock, log, metrics, bus };
	const directory = createSchoolDirectory(database, clock);
	// Identity tidies up by the clock; a test that moves it by a day would wait for hundreds of rounds.
	const still: Clock = {
		now: () => clock.now(),
		monotonic: () => clock.monotonic(),
		setTimeout: () => () => undefined,
	};
	const identity = await identityFeature({
		...common,
		clock: still,
		config: { MODE: mode },
		schools: directory,
		lessons: lessonTimes(database),
	});
	const { people, devices, audit } = identity;
	const schools = schoolsFeature({
		...common,
		audit,
		people,
		devices,
		timeZone,
		usage: lessonUsage(database, clock),
		today: () => dayOf(clock.now(), timeZone),
	});
	const live = await openLiveDatabase(database);
	const lessonLog = createLessonLog({ ...common, database: live });
	const timetable = timetableFeature({
		...common,
		leases: createLeases(leaseStore, clock, log),
		audit,
		people,
		timeZone,
		givenShare,
		agreements: schools.agreements,
		partnersOf: (schoolId, day) => schools.partnersOf(schoolId, day),
		lessonLog: {
			readAll: (lessonId) => lessonLog.read(lessonId, 0, 100_000),
			begun: (lessonIds) => lessonLog.begun(lessonIds),
		},
		capacity: { recordings: mostRecordings, connections: null },
	});
	const demo = demoFeature({ ...common, mode, timeZone, people, schools, timetable });
	const recordings = new RecordingCatalogue(database);
	const jobs = createJobs(common);
	const notices = noticesFeature({
		...common,
		...{ audit, jobs, timetable, timeZone, recordings },
		...(webhooks ?? { mode, privateAddresses: [] }),
	});
	const http = createHttp({
		config: { HOST: '127.0.0.1', PORT: 0, CLIENT_DIR: '/nowhere', TRUST_PROXY: true },
		log,
		metrics,
		callers: identity.callers,
		csrf: identity.csrf,
		health: new Health(log),
		openApi: { title: 'Test', version: '1', endpoints },
	});
	identity.addRoutes(http.routes, demo.personas);
	schools.addRoutes(http.routes);
	timetable.addRoutes(http.routes);
	supervisionFeature({ routes: http.routes, clock, timeZone, lessons: timetable.store, schools });
	notices.addRoutes(http.routes);
	await schools.start();
	await timetable.start();
	if (webhooks !== undefined) notices.start();
	const base = `http://127.0.0.1:${await http.listen()}`;
	const changes: LessonChange[] = [];
	timetable.onChanged((change) => changes.push(change));
	const browser = (): Browser => new Browser(base, `198.51.100.${next() % 250}`);
	const addCounty = async (name: string): Promise<CountyId> => {
		const countyId = CountyIdSchema.parse(`county-${next()}`);
		await inTransaction(database.as<NoTables>(), (tx) => directory.createCounty(tx, { countyId, name }));
		return countyId;
	};
	return {
		/** Where it is reached. */
		base,
		database,
		/** What live lessons write. */
		live,
		identity,
		schools,
		timetable,
		lessonLog,
		recordings,
		notices,
		demo,
		clock,
		metrics,
		changes,
		/** How many queries were made so far. */
		queries: () => counter.queries,
		browser,
		addCounty,
		/** Two counties of its own for each test: others' are as good as not there. */
		addCounties: async () => ({ home: await addCounty('云岭县'), abroad: await addCounty('邻县') }),
		/** Somebody new, signed in. */
		as: async (role: PersonRole, countyId: CountyId, more: Partial<NewPerson> = {}): Promise<SignedIn> => {
			const name = `${role}-${next()}`;
			const person = await people.create({
				countyId,
				loginName: name,
				name,
				role,
				schoolId: null,
				classGroupId: null,
				subjects: [],
				password: null,
				mustChangePassword: false,
				...more,
			});
			const signedIn = browser();
			signedIn.cookies.set('scc_session', (await identity.sessions.begin(person)).secret);
			await signedIn.ok(endpoints.session);
			return Object.assign(signedIn, { personId: person.personId, countyId });
		},
		/** The device of a classroom. */
		asDevice: async (classroomId: string): Promise<Browser> => {
			const classroom = await directory.classroom(
				endpoints.listDevices.params.parse({ classroomId }).classroomId,
			);
			const device = browser();
			device.cookies.set('scc_device', await devices.demoToken(classroom!));
			await device.ok(endpoints.session);
			return device;
		},
		close: async (): Promise<void> => {
			await http.close(0);
			await notices.close();
			await jobs.close();
			await demo.close();
			await timetable.close();
			await schools.close();
			await lessonLog.close();
			await identity.close();
			await bus.close();
			await database.close();
		},
	};
};

const school = { kind: 'member', town: null, linkDownKbps: null, linkUpKbps: null };

/** A school with one interactive classroom and one class of grade 3, made over HTTP. */
export const addSchool = async (admin: Browser, name: string, more: object = {}) => {
	const { schoolId } = await admin.ok(endpoints.createSchool, { body: { ...school, name, ...more } });
	const { classroomId } = await admin.ok(endpoints.createClassroom, {
		body: { schoolId, name: '互动教室', kind: 'interactive' },
	});
	const { classGroupId } = await admin.ok(endpoints.createClassGroup, {
		body: { schoolId, name: '三年级', grade: 3 },
	});
	return { schoolId, classroomId, classGroupId };
};
export type AddedSchool = Awaited<ReturnType<typeof addSchool>>;
