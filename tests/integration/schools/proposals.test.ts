// Proposals are kept: started on one server, read and cancelled on another, on both databases.
import { ProposalId } from '@classroom/protocol';
import type { CountyId, PersonId } from '@classroom/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { migrations } from '../../../server/src/features.ts';
import {
	FakeClock,
	newId,
	openDatabase,
	silentLog,
	systemClock,
} from '../../../server/src/platform/index.ts';
import type { Database } from '../../../server/src/platform/index.ts';
import { Proposals } from '../../../server/src/timetable/index.ts';
import type { PlanningTables, TimetableTables } from '../../../server/src/timetable/index.ts';
import { faultsOf } from '../../../server/src/timetable/planning/recheck.ts';
import { seededCounty } from '../../../server/src/timetable/planning/testing/counties.ts';
import { onBothDatabases } from './installation.ts';

const subjects = ['music', 'art', 'english'] as const;
const easy = seededCounty({
	seed: 5,
	communities: 1,
	points: 2,
	subjects: ['music'],
	lessonsAWeek: 1,
	teachers: 1,
});
const hard = seededCounty({ seed: 3, communities: 1, points: 12, subjects, lessonsAWeek: 2, teachers: 9 });
/** For a process to begin and to plan on a machine that has much else to do, ms. */
const patience = 120_000;
const county = 'county' as CountyId;
const person = 'person' as PersonId;

onBothDatabases('proposals', (newUrl) => {
	let databases: Database[];
	let servers: Proposals[];
	beforeEach(async () => {
		const url = await newUrl();
		databases = [await openDatabase(url), await openDatabase(url)];
		await databases[0]!.migrate(migrations);
		await databases[0]!
			.as<{ county: { county_id: string; name: string; region: string; created_at: number } }>()
			.insertInto('county')
			.values({ county_id: county, name: '光山县', region: '411522', created_at: 0 })
			.execute();
		servers = databases.map(
			(database) =>
				new Proposals({
					db: database.as<TimetableTables & PlanningTables>(),
					clock: systemClock,
					log: silentLog(),
				}),
		);
	});
	afterEach(async () => {
		await Promise.all(servers.map((server) => server.close()));
		await Promise.all(databases.map((database) => database.close()));
	});

	test('a proposal is there for every server, and for its county alone', async () => {
		const [one, other] = servers as [Proposals, Proposals];
		const id = await one.start(county, person, easy, 300);
		await vi.waitFor(async () => expect((await other.read(county, id)).state).toBe('proven'), patience);
		const { proposal, progress, startedBy } = await other.read(county, id);
		expect({ startedBy, placed: proposal?.placed }).toEqual({
			startedBy: person,
			placed: { reached: 2, atMost: 2, wanted: 2 },
		});
		expect(progress).toEqual({ placed: proposal?.placed, cost: proposal?.cost });
		expect(faultsOf(proposal?.series ?? [], easy)).toEqual([]);
		await expect(other.read('elsewhere' as CountyId, id)).rejects.toMatchObject({ code: 'not-found' });
		await expect(other.cancel('elsewhere' as CountyId, id)).rejects.toMatchObject({ code: 'not-found' });
		await other.cancel(county, id);
		expect((await one.read(county, id)).state).toBe('proven');
	});

	test('another server cancels it and the best so far is kept; a server that is gone has lost it', async () => {
		const [one, other] = servers as [Proposals, Proposals];
		const id = await one.start(county, person, hard, 300);
		await vi.waitFor(async () => {
			expect(await other.read(county, id)).toMatchObject({
				state: 'running',
				progress: { placed: { reached: 72, wanted: 72 } },
			});
		}, patience);
		const later = new FakeClock(Date.now() + 600_000);
		const afterwards = new Proposals({
			db: databases[1]!.as<TimetableTables & PlanningTables>(),
			clock: later,
			log: silentLog(),
		});
		expect((await afterwards.read(county, id)).state).toBe('lost');
		await other.cancel(county, id);
		await vi.waitFor(async () => expect((await other.read(county, id)).state).toBe('cancelled'), patience);
		const { proposal } = await other.read(county, id);
		expect(proposal?.placed.reached).toBe(72);
		expect(faultsOf(proposal?.series ?? [], hard)).toEqual([]);
	});

	test('of many that are started the newest 20 are kept, and whatever is still being planned', async () => {
		const [one, other] = servers as [Proposals, Proposals];
		const db = databases[0]!.as<TimetableTables & PlanningTables>();
		const now = Date.now();
		const add = async (age: number, state: 'failed' | 'running', seenAt: number): Promise<string> => {
			const id = newId(ProposalId, now - age);
			await db
				.insertInto('planning_proposal')
				.values({
					proposal_id: id,
					county_id: county,
					started_by: person,
					started_at: now - age,
					seen_at: seenAt,
					state,
					cancel_asked: 0,
				})
				.execute();
			return id;
		};
		// For as long as this takes.
		const planned = await add(200_000, 'running', now + 600_000);
		const lost = await add(190_000, 'running', now - 60_000);
		const old: string[] = [];
		for (let place = 0; place < 20; place++) old.push(await add(180_000 - place, 'failed', now));
		const kept = async (): Promise<string[]> => {
			const rows = await db
				.selectFrom('planning_proposal')
				.select('proposal_id')
				.orderBy('proposal_id')
				.execute();
			return rows.map((row) => row.proposal_id);
		};
		// One that cannot be started removes nothing.
		await expect(one.start('nowhere' as CountyId, person, easy, 30)).rejects.toThrow();
		expect(await kept()).toEqual([planned, lost, ...old]);
		const started = [await one.start(county, person, easy, 30), await other.start(county, person, easy, 30)];
		expect(await kept()).toEqual([planned, ...old.slice(2), ...started.toSorted()]);
	});
});
