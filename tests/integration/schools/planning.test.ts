// Planning by machine, the whole way: what schools lack is read, proposed, reviewed, planned anew and taken over.
import { endpoints } from '@classroom/protocol';
import type { PlanningProposal, TeachingProfile } from '@classroom/protocol';
import { TermId } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readInput } from '../../../server/src/timetable/planning/startProposal.ts';
import type { PlanningDb } from '../../../server/src/timetable/planning/planningDb.ts';
import type { PlanningTables } from '../../../server/src/timetable/planning/proposalTables.ts';
import type { TimetableTables } from '../../../server/src/timetable/index.ts';
import type { Installation, SignedIn } from './installation.ts';
import { onBothDatabases, startInstallation, timeZone } from './installation.ts';
import type { PlanningStage } from './planningStage.ts';
import { inputByHand, request, setPlanningStage, shownAsRunning } from './planningStage.ts';

const profile: TeachingProfile = {
	takesPart: true,
	abilities: [{ subject: 'music', grades: [1, 2, 3] }],
	mostAWeek: 4,
	mostADay: 1,
	away: [{ weekday: 1, from: 480, until: 720 }],
	sending: { kind: 'own' },
	prefersMornings: true,
};

onBothDatabases('planning by machine', (newUrl) => {
	let url: string;
	let installation: Installation;
	let stage: PlanningStage;
	beforeAll(async () => {
		url = await newUrl();
		installation = await startInstallation(url);
	});
	afterAll(() => installation.close());
	beforeEach(async () => {
		stage = await setPlanningStage(installation);
	});

	const needsOfAll = async (): Promise<void> => {
		const { need, village, hamlet, far } = stage;
		await need(village.schoolId, { subject: 'music', lessons: 2, grades: [3] });
		await need(hamlet.schoolId, { subject: 'music', lessons: 1 }, { subject: 'art', lessons: 2 });
		await need(far.schoolId, { subject: 'music', lessons: 1 });
	};
	const readHere = async (change: Partial<typeof request> = {}) =>
		readInput(
			{
				db: installation.database.as<TimetableTables & PlanningTables>() satisfies PlanningDb,
				people: installation.identity.people,
				clock: installation.clock,
				timeZone,
			},
			{
				termId: TermId.parse(stage.termId),
				countyId: stage.admin.countyId,
				name: '',
				firstDay: '2026-03-02',
				lastDay: '2026-07-10',
			},
			[2, 3, 4],
			endpoints.startProposal.body.parse({ ...request, ...change }),
		);
	const savedProfile = (body: unknown, by: SignedIn = stage.admin): Promise<string> =>
		by.code(endpoints.savePlanningTeacher, { params: { personId: stage.musician.personId }, body });

	test('what is read of a county is what was said of it', async () => {
		await needsOfAll();
		const { core, village, hamlet, far, community } = stage;
		const before = installation.queries();
		const input = await readHere();
		expect(installation.queries() - before).toBeLessThanOrEqual(20);
		expect(
			input.schools.map(({ id, linkLessons, receivingClassroomIds }) => [
				id,
				linkLessons,
				receivingClassroomIds,
			]),
		).toEqual(
			expect.arrayContaining([
				[core.schoolId, 5, [core.classroomId]],
				// 500 kbit/s upward are one classroom's.
				[village.schoolId, 1, [village.classroomId]],
				[hamlet.schoolId, null, [hamlet.classroomId]],
				[far.schoolId, null, [far.classroomId]],
			]),
		);
		expect(
			input.communities.map((each) => ({ ...each, memberSchoolIds: each.memberSchoolIds.toSorted() })),
		).toEqual([
			{
				id: community.communityId,
				coreSchoolId: core.schoolId,
				memberSchoolIds: [village.schoolId, hamlet.schoolId].toSorted(),
			},
		]);
		const expected = inputByHand(stage);
		expect(input.teachers).toEqual(expect.arrayContaining(expected.teachers));
		expect(input.needs).toEqual(expect.arrayContaining(expected.needs));
		expect(input.needs).toHaveLength(expected.needs.length);
		expect(input.given).toEqual(expected.given);
		expect(input.rules).toMatchObject({ seasonDays: ['2026-03-09'], leastShare: 0.6, recorderPlaces: null });
	});

	test('what was chosen limits what is read; a profile that was saved is what counts', async () => {
		await needsOfAll();
		const { village, far, musician } = stage;
		expect(await savedProfile(profile)).toBe('ok');
		const input = await readHere({ without: [`${far.schoolId}:music`] });
		expect(input.needs.some(({ schoolId }) => schoolId === far.schoolId)).toBe(false);
		expect(input.teachers.find(({ id }) => id === musician.personId)).toMatchObject({
			abilities: profile.abilities,
			away: profile.away,
			mostAWeek: 4,
			sendingClassroomId: null,
			prefersMornings: true,
		});
		const { items } = await stage.admin.ok(endpoints.listPlanningTeachers);
		expect(items.map(({ personId, assumed }) => [personId, assumed])).toEqual(
			expect.arrayContaining([[musician.personId, false]]),
		);
		const wrong = { ...profile, sending: { kind: 'classroom', classroomId: village.classroomId } };
		expect(await savedProfile(wrong)).toBe('bad-request, sending.classroomId not-found');
		const twice = { ...profile, abilities: [...profile.abilities, ...profile.abilities] };
		expect(await savedProfile(twice)).toBe('bad-request, abilities.1.subject duplicate');
		// Who only says how many keeps what was said of grades.
		await stage.need(village.schoolId, { subject: 'music', lessons: 3 });
		const { schools } = await stage.admin.ok(endpoints.listNeeds, { params: { termId: stage.termId } });
		expect(schools.find(({ schoolId }) => schoolId === village.schoolId)?.needs).toEqual([
			{ subject: 'music', lessons: 3, grades: [3] },
		]);
	});

	const shownPlan = ({ plan }: PlanningProposal): string[] =>
		plan
			.flatMap(({ subject, receivers, slots }) =>
				receivers.map(({ schoolId }) => `${nameOf(schoolId)} ${subject} ${slots.length}`),
			)
			.toSorted();
	const nameOf = (schoolId: string): string =>
		Object.entries(stage).find(
			([, each]) => typeof each === 'object' && 'schoolId' in each && each.schoolId === schoolId,
		)?.[0] ?? '';

	test('needs become a proposal, part of it lessons, and the gaps shrink; what is left can still be taken', async () => {
		await needsOfAll();
		expect(await stage.lacking()).toEqual({
			'罗山教学点 music': 1,
			'柳湾教学点 music': 1,
			'柳湾教学点 art': 2,
			'远山教学点 music': 1,
		});
		const proposal = await stage.propose();
		expect(proposal).toMatchObject({ state: 'proven', placed: { reached: 4, atMost: 4, wanted: 5 } });
		expect(proposal.cost?.reached).toBe(proposal.cost?.atLeast);
		expect(shownPlan(proposal)).toEqual(['hamlet art 2', 'hamlet music 1', 'village music 1']);
		const [missing] = proposal.unplaced;
		expect(missing).toMatchObject({ schoolId: stage.far.schoolId, missing: 1, why: 'alone' });
		expect(missing?.relaxations.map(({ rules }) => rules)).toContainEqual(['community']);
		expect(proposal.loads).toContainEqual({
			teacherId: stage.artist.personId,
			given: 0,
			proposed: 2,
			mostAWeek: 10,
		});
		expect(proposal.names.teachers.map(({ id }) => id)).toContain(stage.musician.personId);
		for (const { slots } of proposal.plan) for (const { from, until } of slots) expect(until - from).toBe(40);

		const art = proposal.plan.find(({ subject }) => subject === 'art');
		const first = await stage.take(proposal, { entries: [art?.entry ?? -1] });
		expect(first.refused).toEqual([]);
		expect(first.taken[0]?.lessons).toBeGreaterThan(20);
		expect(await stage.lacking()).not.toHaveProperty('柳湾教学点 art');
		const after = await stage.read(proposal.proposalId);
		expect(after.plan.map(({ seriesId }) => seriesId !== null)).toEqual(
			proposal.plan.map(({ entry }) => entry === art?.entry),
		);
		const second = await stage.take(proposal);
		expect(second.already).toEqual([art?.entry]);
		expect(second.taken).toHaveLength(proposal.plan.length - 1);
		expect(await stage.lacking()).toEqual({ '远山教学点 music': 1 });
		expect(await stage.startCode({ subjects: ['art'] })).toBe('nothing-to-plan');
	});

	test('a take-over is taken back as any series is, and can then be made again', async () => {
		await stage.need(stage.hamlet.schoolId, { subject: 'art', lessons: 1 });
		const proposal = await stage.propose();
		const [made] = (await stage.take(proposal)).taken;
		const changes = await stage.admin.ok(endpoints.listChanges, {
			query: { seriesId: made?.seriesId ?? '', limit: '1' },
		});
		installation.clock.advance(1);
		await stage.admin.ok(endpoints.undoChange, {
			params: { changeId: changes.items[0]?.changeId ?? '' },
		});
		expect(await stage.lacking()).toEqual({ '柳湾教学点 art': 1 });
		expect((await stage.read(proposal.proposalId)).plan[0]?.seriesId).toBeNull();
		expect((await stage.take(proposal)).taken).toHaveLength(1);
		expect(await stage.lacking()).toEqual({});
	});

	test('what somebody planned meanwhile is named, nothing is made, and the rest is made when asked', async () => {
		await needsOfAll();
		const proposal = await stage.propose();
		const art = proposal.plan.find(({ subject }) => subject === 'art');
		const [slot] = art?.slots ?? [];
		await stage.admin.ok(endpoints.planSeries, {
			body: {
				series: {
					termId: stage.termId,
					title: '四年级科学',
					kind: 'delivered',
					subject: 'science',
					teacherId: stage.artist.personId,
					sendingClassroomId: null,
					receivingClassroomIds: [stage.village.classroomId],
					classGroupIds: [],
					slots: [{ weekday: slot?.weekday, period: slot?.period, own: null }],
					weeks: '5-6周',
				},
				leaveOutClashing: true,
			},
		});
		const series = () => stage.admin.ok(endpoints.listSeries, { query: { termId: stage.termId } });
		const { total } = await series();
		const looked = await stage.take(proposal);
		expect(looked.taken).toEqual([]);
		expect(looked.refused).toMatchObject([
			{ entry: art?.entry, code: 'clash', details: { resource: 'teacher' } },
		]);
		expect((await series()).total).toBe(total);
		const made = await stage.take(proposal, { leaveOut: true });
		expect(made.refused.map(({ entry }) => entry)).toEqual([art?.entry]);
		expect(made.taken).toHaveLength(proposal.plan.length - 1);
		// A second proposal for the same need, made before the first was taken over, has nothing to give any more.
		await stage.need(stage.hamlet.schoolId);
		expect((await stage.take(proposal, { entries: [art?.entry ?? -1] })).refused[0]?.code).toBe('covered');
	});

	test('in part of a term its own weeks count, and two proposals for them give no more than what is lacking', async () => {
		await stage.need(stage.hamlet.schoolId, { subject: 'art', lessons: 1 });
		const [one, rival] = [await stage.propose({ weeks: '2-9周' }), await stage.propose({ weeks: '2-9周' })];
		expect((await stage.take(one)).taken).toHaveLength(1);
		expect((await stage.take(rival)).refused).toMatchObject([{ code: 'covered' }]);
		await stage.need(stage.hamlet.schoolId, { subject: 'art', lessons: 2 });
		const wanted = async (weeks: string) => (await stage.propose({ weeks })).placed?.wanted;
		expect(await wanted('2-9周')).toBe(1);
		expect(await wanted('10-19周')).toBe(2);
	});

	test('taken over at the same moment on two servers, one proposal twice and another one, everything is made once', async () => {
		await needsOfAll();
		const proposal = await stage.propose();
		// The same needs, in other slots.
		const rival = await stage.propose({ weights: { ...request.weights, spread: 0, oneADay: 0 } });
		const other = await startInstallation(url, { clock: installation.clock });
		try {
			const there = other.browser();
			for (const [name, value] of stage.admin.cookies) there.cookies.set(name, value);
			await there.ok(endpoints.session);
			const by = Object.assign(there, { personId: stage.admin.personId, countyId: stage.admin.countyId });
			const answers = await Promise.all([
				stage.take(proposal, { leaveOut: true }),
				stage.take(proposal, { leaveOut: true, by }),
				stage.take(rival, { leaveOut: true, by }),
			]);
			const refusals = answers.flatMap(({ refused }) => refused.map(({ code }) => code));
			for (const code of refusals) expect(['covered', 'clash']).toContain(code);
			// Whichever had a need first: no school got more than it lacked.
			const { schools } = await stage.overview();
			const needed = schools.flatMap(({ subjects }) => subjects).filter((each) => each.needed !== null);
			for (const each of needed) expect(each.perWeek).toBeLessThanOrEqual(each.needed ?? 0);
			const { total } = await stage.admin.ok(endpoints.listSeries, { query: { termId: stage.termId } });
			expect(answers.flatMap(({ taken }) => taken)).toHaveLength(total - 1);
			const again = await stage.take(proposal, { leaveOut: true });
			expect(again.taken).toEqual([]);
			expect(again.refused.every(({ code }) => code === 'covered' || code === 'clash')).toBe(true);
		} finally {
			await other.close();
		}
	});

	test('planned anew with what was changed and fixed; what cannot be fixed is said', async () => {
		await needsOfAll();
		const first = await stage.propose();
		const art = first.plan.find(({ subject }) => subject === 'art');
		const receivers = art?.receivers.map(({ needId, classroomId }) => ({ needId, classroomId }));
		const pin = {
			teacherId: stage.artist.personId,
			receivers,
			slots: [
				{ weekday: 3, period: 3 },
				{ weekday: 5, period: 1 },
			],
		};
		const second = await stage.propose({ pins: [pin] });
		expect(second.plan[0]).toMatchObject({ pinned: true, subject: 'art' });
		expect(second.plan[0]?.slots.map(({ weekday, period }) => [weekday, period])).toEqual([
			[3, 3],
			[5, 1],
		]);
		expect(second.placed).toEqual(first.placed);
		expect(shownPlan(second)).toEqual(shownPlan(first));
		const half = await stage.propose({ pins: [{ ...pin, slots: pin.slots.slice(0, 1) }] });
		expect(shownPlan(half)).toEqual(['hamlet art 1', 'hamlet art 1', 'hamlet music 1', 'village music 1']);

		const ask = (change: object) =>
			stage.admin.ask(endpoints.startProposal, {
				params: { termId: stage.termId },
				body: { ...request, pins: [{ ...pin, ...change }] },
			});
		// Tuesday's first period is the open lesson's; the musician teaches no art.
		for (const [change, rule] of [
			[{ slots: [{ weekday: 2, period: 1 }] }, 'away'],
			[{ teacherId: stage.musician.personId }, 'subject'],
			[
				{
					receivers: [{ needId: `${stage.hamlet.schoolId}:science`, classroomId: stage.hamlet.classroomId }],
				},
				'covered',
			],
		] as const) {
			expect((await ask(change)).body).toMatchObject({ code: 'pin-impossible', details: { pin: 0, rule } });
		}
		const everything = second.plan.map(({ teacherId, slots, receivers: own }) => ({
			teacherId,
			slots: slots.map(({ weekday, period }) => ({ weekday, period })),
			receivers: own.map(({ needId, classroomId }) => ({ needId, classroomId })),
		}));
		const kept = await stage.propose({ pins: everything, without: [`${stage.far.schoolId}:music`] });
		expect(kept.placed).toEqual({ reached: 4, atMost: 4, wanted: 4 });
	});

	test('one plan at a time; it is cancelled with the best so far; and who may not know of it does not', async () => {
		await needsOfAll();
		expect(await stage.startCode({ weeks: '30周' })).toBe('bad-weeks');
		const first = await stage.propose();
		// As while a server, whichever, is at it.
		const ended = await shownAsRunning(installation, first.proposalId);
		expect(await stage.startCode()).toBe('planning-busy');
		const taking = await stage.admin.ask(endpoints.takeOverProposal, {
			params: { proposalId: first.proposalId },
			body: { entries: [{ entry: 0, title: '音乐' }], leaveOut: true },
		});
		expect(taking.body).toMatchObject({ code: 'proposal-open' });
		await ended();
		installation.clock.advance(1);
		const { proposalId } = await stage.start();
		await stage.admin.ok(endpoints.cancelProposal, { params: { proposalId } });
		expect(['cancelled', 'proven']).toContain((await stage.ended(proposalId)).state);
		const stranger = await installation.as('county-admin', stage.abroad);
		expect(await stranger.code(endpoints.readProposal, { params: { proposalId } })).toBe('not-found');
		const clerk = await installation.as('school-admin', stage.admin.countyId, {
			schoolId: stage.village.schoolId,
		});
		expect(await clerk.code(endpoints.readProposal, { params: { proposalId } })).toBe('forbidden');
		expect(await savedProfile(profile, clerk)).toBe('forbidden');
		expect((await clerk.ok(endpoints.listPlanningTeachers)).total).toBe(0);
		const own = await installation.as('school-admin', stage.admin.countyId, {
			schoolId: stage.core.schoolId,
		});
		expect(await savedProfile(profile, own)).toBe('ok');
		expect((await own.ok(endpoints.listPlanningTeachers)).total).toBe(2);
		const { proposals } = await stage.admin.ok(endpoints.listProposals, { params: { termId: stage.termId } });
		expect(proposals).toMatchObject([
			{ proposalId, taken: 0 },
			{ proposalId: first.proposalId, taken: 0 },
		]);
	});
});
