// How long proposals are kept: the newest of a term, and those that series came of.
import { endpoints, ProposalId, TermId } from '@classroom/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../server/src/platform/index.ts';
import type { PlanningTables, TimetableTables } from '../../../server/src/timetable/index.ts';
import type { Installation } from './installation.ts';
import { onBothDatabases, startInstallation } from './installation.ts';
import type { PlanningStage } from './planningStage.ts';
import { setPlanningStage } from './planningStage.ts';

onBothDatabases('proposals of a term', (newUrl) => {
	let installation: Installation;
	let stage: PlanningStage;
	beforeAll(async () => {
		installation = await startInstallation(await newUrl());
		stage = await setPlanningStage(installation);
	});
	afterAll(() => installation.close());

	test('the newest 20 are kept, and what series came of as long as these are there', async () => {
		const { admin, hamlet, village, termId } = stage;
		const db = installation.database.as<TimetableTables & PlanningTables>();
		await stage.need(hamlet.schoolId, { subject: 'art', lessons: 1 });
		const inUse = await stage.propose();
		expect((await stage.take(inUse)).taken).toHaveLength(1);
		await stage.need(hamlet.schoolId, { subject: 'art', lessons: 2 });
		const takenBack = await stage.propose();
		const [made] = (await stage.take(takenBack)).taken;
		const changes = await admin.ok(endpoints.listChanges, {
			query: { seriesId: made?.seriesId ?? '', limit: '1' },
		});
		installation.clock.advance(1);
		await admin.ok(endpoints.undoChange, { params: { changeId: changes.items[0]?.changeId ?? '' } });
		const { termId: next } = await admin.ok(endpoints.createTerm, {
			body: { name: '2026 秋季学期', firstDay: '2026-09-01', lastDay: '2027-01-20' },
		});
		const row = await db
			.selectFrom('planning_proposal')
			.selectAll()
			.where('proposal_id', '=', takenBack.proposalId)
			.executeTakeFirstOrThrow();
		const copy = async (ofTerm = termId): Promise<string> => {
			installation.clock.advance(1);
			const id = newId(ProposalId, installation.clock.now());
			await db
				.insertInto('planning_proposal')
				.values({ ...row, proposal_id: id, term_id: TermId.parse(ofTerm) })
				.execute();
			return id;
		};
		const ofNext = await copy(next);
		const newer: string[] = [];
		for (let place = 0; place < 19; place++) newer.push(await copy());
		installation.clock.advance(1);

		const latest = await stage.propose();
		const listed = async (): Promise<string[]> =>
			(await admin.ok(endpoints.listProposals, { params: { termId } })).proposals.map(
				({ proposalId }) => proposalId,
			);
		expect(await listed()).toEqual([latest.proposalId, ...newer.toReversed(), inUse.proposalId]);
		expect((await stage.read(inUse.proposalId)).taken).toBe(1);
		expect((await stage.take(inUse)).already).toEqual([0]);
		const gone = { params: { proposalId: takenBack.proposalId } };
		expect(await admin.code(endpoints.readProposal, gone)).toBe('not-found');
		expect(await admin.code(endpoints.readProposal, { params: { proposalId: ofNext } })).toBe('ok');

		// Taken over at the moment at which it would be removed: it is one or the other.
		const [oldest = ''] = newer;
		await stage.need(village.schoolId, { subject: 'music', lessons: 2 });
		installation.clock.advance(1);
		const [taking, started] = await Promise.all([
			admin.ask(endpoints.takeOverProposal, {
				params: { proposalId: oldest },
				body: { entries: [{ entry: 0, title: '美术' }], leaveOut: true },
			}),
			stage.start(),
		]);
		const isTaken = endpoints.takeOverProposal.response.safeParse(taking.body).data?.taken.length === 1;
		if (!isTaken) expect(JSON.stringify(taking.body)).toContain('not-found');
		await stage.ended(started.proposalId);
		expect(await listed()).toEqual([
			started.proposalId,
			latest.proposalId,
			...newer.slice(1).toReversed(),
			...(isTaken ? [oldest] : []),
			inUse.proposalId,
		]);
	});
});
