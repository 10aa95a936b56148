// One server with identity on a real database, reached by real HTTP. Time stands still until a test moves it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ClassroomId, SchoolId } from '@classroom/protocol';
import { CountyId, endpoints } from '@classroom/protocol';
import { afterAll, describe } from 'vitest';
import type {
	ClassroomEntry,
	DemoPersonas,
	LessonTimes,
	NewPerson,
	SchoolDirectory,
} from '../../../server/src/identity/index.ts';
import { identityFeature, identityMigrations } from '../../../server/src/identity/index.ts';
import type { Bus, Database } from '../../../server/src/platform/index.ts';
import {
	createBus,
	createHttp,
	FakeClock,
	Health,
	memoryCarrier,
	Metrics,
	openDatabase,
	silentLog,
} from '../../../server/src/platform/index.ts';
import { databasesOfRun } from '../../fixtures/postgresOfRun.ts';
import { Browser } from './browser.ts';

export const RECORDER_TOKEN = 'r'.repeat(40);
export const PASSWORD = 'correct horse battery';
export const baihe = CountyId.parse('baihe');
export const qingshan = CountyId.parse('qingshan');

/** Runs the same tests on both databases; `newUrl` resolves to an empty one. */
export const onBothDatabases = (title: string, tests: (newUrl: () => Promise<string>) => void): void => {
	describe(`${title} on SQLite`, () => {
		const folders: string[] = [];
		afterAllRemove(folders);
		tests(() => {
			const folder = mkdtempSync(path.join(tmpdir(), 'classroom-identity-'));
			folders.push(folder);
			return Promise.resolve(`sqlite:${path.join(folder, 'test.sqlite')}`);
		});
	});
	describe(`${title} on PostgreSQL`, () => {
		const databases = databasesOfRun();
		afterAll(databases.removeAll);
		tests(databases.newDatabase);
	});
};

const afterAllRemove = (folders: readonly string[]): void => {
	afterAll(() => {
		for (const folder of folders) rmSync(folder, { recursive: true, force: true });
	});
};

export interface InstallationOptions {
	readonly url: string;
	readonly mode?: 'demo' | 'production';
	readonly personas?: DemoPersonas;
	/** Servers on one carrier are one installation. */
	readonly carrier?: ReturnType<typeof memoryCarrier>;
	readonly clock?: FakeClock;
}

type TestTables = { test_county: { county_id: CountyId; name: string } };

/** The part of the schools feature that identity asks for, on a table of its own. */
export class TestSchools implements SchoolDirectory {
	readonly #database: Database;
	readonly classrooms = new Map<ClassroomId, ClassroomEntry>();
	failNextCounty = false;

	constructor(database: Database) {
		this.#database = database;
	}

	async countyName(countyId: CountyId): Promise<string | null> {
		const row = await this.#database
			.as<TestTables>()
			.selectFrom('test_county')
			.select('name')
			.where('county_id', '=', countyId)
			.executeTakeFirst();
		return row?.name ?? null;
	}

	schoolName(_countyId: CountyId, schoolId: SchoolId): Promise<string | null> {
		return Promise.resolve(`学校 ${schoolId}`);
	}

	classroom(classroomId: ClassroomId): Promise<ClassroomEntry | null> {
		return Promise.resolve(this.classrooms.get(classroomId) ?? null);
	}

	async countyNamed(
		...[transaction, name]: Parameters<SchoolDirectory['countyNamed']>
	): Promise<CountyId | null> {
		const row = await transaction
			.$extendTables<TestTables>()
			.selectFrom('test_county')
			.select('county_id')
			.where('name', '=', name)
			.executeTakeFirst();
		return row?.county_id ?? null;
	}

	async createCounty(...[transaction, county]: Parameters<SchoolDirectory['createCounty']>): Promise<void> {
		await transaction
			.$extendTables<TestTables>()
			.insertInto('test_county')
			.values({ county_id: county.countyId, name: county.name })
			.execute();
		if (this.failNextCounty) {
			this.failNextCounty = false;
			throw new Error('the county could not be made');
		}
	}
}

export type Installation = Awaited<ReturnType<typeof startInstallation>>;

export const startInstallation = async (options: InstallationOptions) => {
	const clock = options.clock ?? new FakeClock();
	const log = silentLog();
	const metrics = new Metrics();
	const database = await openDatabase(options.url, { clock });
	await database.migrate([
		...identityMigrations,
		{ id: 'test-1', sql: ['create table test_county (county_id text primary key, name text not null)'] },
	]);
	const schools = new TestSchools(database);
	/** When each classroom's lessons open. */
	const openings = new Map<ClassroomId, number[]>();
	const lessons: LessonTimes = {
		nextOpening: (classroomId, after) =>
			Promise.resolve(openings.get(classroomId)?.find((opening) => opening > after) ?? null),
	};
	const bus: Bus = createBus(options.carrier ?? memoryCarrier(), log);
	const config = { MODE: options.mode ?? ('production' as const), RECORDER_TOKEN };
	const identity = await identityFeature({ database, clock, log, metrics, bus, config, schools, lessons });
	const http = createHttp({
		config: { HOST: '127.0.0.1', PORT: 0, CLIENT_DIR: '/nowhere', TRUST_PROXY: true },
		log,
		metrics,
		callers: identity.callers,
		csrf: identity.csrf,
		health: new Health(log),
		openApi: { title: 'Test', version: '1', endpoints },
	});
	identity.addRoutes(http.routes, options.personas ?? null);
	const base = `http://127.0.0.1:${await http.listen()}`;
	/** A browser at an address of its own, without cookies. */
	const browser = (address = '198.51.100.1'): Browser => new Browser(base, address);
	return {
		database,
		identity,
		schools,
		openings,
		clock,
		metrics,
		routes: http.listRoutes(),
		browser,
		addPerson: (loginName: string, more: Partial<NewPerson> = {}) =>
			identity.people.create({
				countyId: baihe,
				loginName,
				name: loginName,
				role: 'teacher',
				schoolId: null,
				classGroupId: null,
				subjects: [],
				password: PASSWORD,
				mustChangePassword: false,
				...more,
			}),
		signedIn: async (loginName: string, password = PASSWORD): Promise<Browser> => {
			const signedIn = browser();
			await signedIn.ok(endpoints.signIn, { body: { loginName, password } });
			return signedIn;
		},
		close: async (): Promise<void> => {
			await http.close(0);
			await identity.close();
			await bus.close();
			await database.close();
		},
	};
};
