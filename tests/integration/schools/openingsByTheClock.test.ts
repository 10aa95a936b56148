// What nobody does, the clock does: places that were left free are given, and sign-ups that are over are closed; once.
import { ChangeId, CountyId, endpoints, PersonId } from '@classroom/protocol';
import type { KyselyPlugin, PluginTransformQueryArgs } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { identityMigrations } from '../../../server/src/identity/index.ts';
import type { NoTables } from '../../../server/src/platform/index.ts';
import {
	AppError,
	createLeases,
	inTransaction,
	memoryCarrier,
	memoryLeaseStore,
	newId,
	openDatabase,
	silentLog,
} from '../../../server/src/platform/index.ts';
import { createSchoolDirectory, schoolsMigrations } from '../../../server/src/schools/index.ts';
import type { TimetableTables } from '../../../server/src/timetable/index.ts';
import { timetableMigrations } from '../../../server/src/timetable/index.ts';
import type { Installation, SignedIn } from './installation.ts';
import { onBothDatabases, startInstallation } from './installation.ts';
import type { School } from './openingStage.ts';
import { hour, openingStage } from './openingStage.ts';

type Query = PluginTransformQueryArgs['node'];

/** Dies after the next change is written, before anything that follows from it. */
class Death implements KyselyPlugin {
	#life: 'safe' | 'doomed' | 'changed' = 'safe';

	doom(): void {
		this.#life = 'doomed';
	}

	revive(): void {
		this.#life = 'safe';
	}

	transformQuery({ node }: PluginTransformQueryArgs) {
		if (this.#life === 'changed') throw new AppError('unavailable', 'the server was killed');
		// The line in the audit log is the last that a change writes.
		if (this.#life === 'doomed' && isAudit(node)) this.#life = 'changed';
		return node;
	}

	transformResult({ result }: Parameters<KyselyPlugin['transformResult']>[0]) {
		return Promise.resolve(result);
	}
}

const isAudit = (node: Query): boolean =>
	node.kind === 'InsertQueryNode' && node.into?.table.identifier.name === 'audit_entry';

onBothDatabases('openings by the clock', (newUrl) => {
	const death = new Death();
	let installation: Installation;
	/** Another server on the same database, that does not know of what the first one is at. */
	let other: Installation;
	let admin: SignedIn;
	let lesson: { readonly lessonId: string };
	let schools: readonly School[];
	beforeAll(async () => {
		const url = await newUrl();
		const carrier = memoryCarrier();
		installation = await startInstallation(url, { carrier, watch: death });
		other = await startInstallation(url, { carrier, clock: installation.clock });
	});
	afterAll(async () => {
		await other.close();
		await installation.close();
	});
	const stage = openingStage(() => installation);
	const { open, apply, read, ofSchool, withdraw, states, receivers, news, listed } = stage;
	beforeEach(async () => {
		({ admin, lesson, schools } = await stage.set());
	});

	const sweep = (): Promise<unknown> =>
		Promise.all([installation, other].map(({ timetable }) => timetable.openingSweep.sweep()));
	const audited = async (action: string) => {
		const { items } = await admin.ok(endpoints.audit, { query: { search: action } });
		return items.map(({ actor, details }) => ({ actor, details }));
	};
	const told = (what: string): number =>
		other.changes.filter((change) => change.lessonId === lesson.lessonId && change.what === what).length;
	/** `first` leaves, and the server dies before its place is given on. */
	const leaveAndDie = async (first: School): Promise<void> => {
		const params = await stage.idOf(first);
		death.doom();
		const body = { reason: null };
		expect(await first.head.code(endpoints.withdrawApplication, { params, body })).toBe('unavailable');
		death.revive();
		// The next change is a later one.
		installation.clock.advance(1000);
	};

	test('a server dies between a withdrawal and what follows: the next in line moves up, once, by the system', async () => {
		const [first, second] = schools as [School, School];
		await open({ confirmation: 'at-once', places: 1 });
		for (const school of schools) await apply(school);
		await leaveAndDie(first);
		expect(await states()).toEqual(['withdrawn', 'waiting', 'waiting']);
		expect(await receivers()).toEqual([]);
		other.changes.length = 0;
		const seatedBefore = (await audited('application.seated')).length;
		await sweep();
		expect(await states()).toEqual(['withdrawn', 'accepted', 'waiting']);
		expect(await receivers()).toEqual([second.classroomId]);
		expect(await news(second.head)).toMatchObject({ news: 1 });
		const seated = await audited('application.seated');
		expect(seated).toHaveLength(seatedBefore + 1);
		expect(seated[0]).toMatchObject({ actor: null, details: { school: '第1教学点' } });
		const { items } = await admin.ok(endpoints.listChanges, { query: { lessonId: lesson.lessonId } });
		expect(items.map(({ by }) => by).filter((by) => by === null)).toHaveLength(1);
		expect(items[0]).toMatchObject({ kind: 'edited', by: null, mayUndo: true });
		expect([told('changed'), told('progressed')]).toEqual([1, 1]);

		await sweep();
		expect(await states()).toEqual(['withdrawn', 'accepted', 'waiting']);
		expect([told('changed'), told('progressed')]).toEqual([1, 1]);
		// The system's doing is taken back like anybody's.
		expect(await stage.undoLast()).toBe('ok');
		expect(await states()).toEqual(['withdrawn', 'waiting', 'accepted']);
	});

	test('who could not come moves up once it can; where somebody confirms, nobody moves up by itself', async () => {
		const [first, second, third] = schools as [School, School, School];
		await open({ confirmation: 'at-once', places: 1 });
		await apply(first);
		await apply(second);
		const teacher = await installation.as('teacher', admin.countyId, { schoolId: second.schoolId });
		const busy = await admin.ok(endpoints.planLesson, {
			body: {
				...stage.elsewhere(),
				teacherId: teacher.personId,
				receivingClassroomIds: [second.classroomId],
			},
		});
		expect(await withdraw(first)).toBe('ok');
		await sweep();
		expect(await states()).toEqual(['withdrawn', 'waiting', 'none']);
		const params = { lessonId: busy.lessonId };
		await admin.ok(endpoints.cancelLesson, { params, body: { reason: '停电' } });
		await sweep();
		expect(await states()).toEqual(['withdrawn', 'accepted', 'none']);

		await open({ confirmation: 'by-hand', places: 2 });
		await apply(third);
		await sweep();
		expect(await states()).toEqual(['withdrawn', 'accepted', 'waiting']);
	});

	test('a deadline that passes and a lesson that begins are written down and told once', async () => {
		const [first, second, third] = schools as [School, School, School];
		await open({ confirmation: 'at-once', places: 1 });
		for (const school of schools) await apply(school);
		await withdraw(third);
		await sweep();
		expect(await audited('opening.')).toMatchObject([
			{ actor: expect.stringContaining('county-admin') as string },
		]);

		installation.clock.advance(9 * hour);
		other.changes.length = 0;
		await sweep();
		await sweep();
		expect(await audited('opening.deadline-passed')).toMatchObject([{ actor: null }]);
		expect([told('progressed'), (await read()).status]).toEqual([1, 'closed']);
		// The line still moves.
		await leaveAndDie(first);
		await sweep();
		expect(await states()).toEqual(['withdrawn', 'accepted', 'withdrawn']);
		expect(await stage.undoLast()).toBe('ok');
		expect(await states()).toEqual(['withdrawn', 'waiting', 'withdrawn']);

		installation.clock.advance(hour);
		other.changes.length = 0;
		await sweep();
		await sweep();
		expect(await audited('opening.over')).toMatchObject([{ actor: null, details: { leftOut: 1 } }]);
		expect([told('changed'), told('progressed')]).toEqual([0, 1]);
		const over = await read(second.head);
		expect(over.status).toBe('over');
		expect(ofSchool(over, second)).toMatchObject({
			state: 'declined',
			reason: null,
			held: false,
			news: true,
		});
		expect(await receivers()).toEqual([]);
		expect(await listed('past', admin)).toContain(lesson.lessonId);
	});

	test('one server at a time sweeps; after one that died while it did, another goes on', async () => {
		const [first] = schools as [School];
		const { clock } = installation;
		const leaseStore = memoryLeaseStore(clock);
		const third = await startInstallation(other.database.url, { clock, leaseStore });
		try {
			await open({ confirmation: 'at-once', places: 1 });
			for (const school of schools) await apply(school);
			await leaveAndDie(first);
			const sweeping = await createLeases(leaseStore, clock, silentLog()).acquire('openings-sweep', 30_000);
			await third.timetable.openingSweep.sweep();
			expect(await states()).toEqual(['withdrawn', 'waiting', 'waiting']);
			await sweeping?.release();
			await third.timetable.openingSweep.sweep();
			expect(await states()).toEqual(['withdrawn', 'accepted', 'waiting']);
		} finally {
			await third.close();
		}
	});

	test('changes of before the program had a hand in them keep who made them', async () => {
		const database = await openDatabase(await newUrl());
		try {
			const first = [...identityMigrations, ...schoolsMigrations];
			const earlier = timetableMigrations.slice(
				0,
				timetableMigrations.findIndex(({ id }) => id === 'openings-2'),
			);
			await database.migrate([...first, ...earlier]);
			const countyId = CountyId.parse('county-of-before');
			const directory = createSchoolDirectory(database, installation.clock);
			await inTransaction(database.as<NoTables>(), (tx) =>
				directory.createCounty(tx, { countyId, name: '云岭县' }),
			);
			const db = database.as<TimetableTables>();
			const change = {
				change_id: newId(ChangeId, 0),
				county_id: countyId,
				kind: 'moved' as const,
				at: 0,
				by_person: newId(PersonId, 0),
				undoes: null,
				undone_at: null,
				...{ series_id: null, series_before: null, series_after: null, reason: '停电' },
			};
			await db.insertInto('lesson_change').values(change).execute();
			await database.migrate([...first, ...timetableMigrations]);
			expect(await db.selectFrom('lesson_change').selectAll().execute()).toEqual([change]);
		} finally {
			await database.close();
		}
	});
});
