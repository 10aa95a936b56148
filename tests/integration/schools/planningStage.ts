// A county made by hand: a core school with two teachers, two teaching points of its community, one that is in none.
import type { PlanningProposal, TakeOverResult, TermOverview } from '@classroom/protocol';
import { endpoints, ProposalId } from '@classroom/protocol';
import type { PlanningTables } from '../../../server/src/timetable/index.ts';
import { expect, vi } from 'vitest';
import type { AddedSchool, Installation, SignedIn } from './installation.ts';
import { addSchool } from './installation.ts';
import { at, bells, saveBells, usual } from './seriesStage.ts';

export const weights = { evenLoad: 1, evenDays: 1, oneADay: 5, spread: 2, mornings: 2 };
export const request = {
	// What is asked for here is proven within a second or two; this is for the busiest machine.
	seconds: 120,
	weeks: '2-19周',
	subjects: null,
	schoolIds: null,
	without: [] as string[],
	leastShare: 60,
	receivingMost: 3,
	weights,
	pins: [] as object[],
};

/** Ten minutes after the core school's. */
const later = bells([490, 530], [540, 580], [600, 640]);

export const setPlanningStage = async (installation: Installation) => {
	const { home, abroad } = await installation.addCounties();
	const admin = await installation.as('county-admin', home);
	const core = await addSchool(admin, '中心小学', {
		kind: 'core',
		linkDownKbps: 30_000,
		linkUpKbps: 10_000,
	});
	const village = await addSchool(admin, '罗山教学点', { linkDownKbps: 4_000, linkUpKbps: 500 });
	const hamlet = await addSchool(admin, '柳湾教学点');
	const far = await addSchool(admin, '远山教学点');
	const community = await admin.ok(endpoints.createCommunity, {
		body: { name: '中心教共体', kind: 'community', coreSchoolId: core.schoolId, from: '2026-01-01' },
	});
	for (const { schoolId } of [village, hamlet]) {
		await admin.ok(endpoints.addMember, {
			params: { communityId: community.communityId },
			body: { schoolId, from: '2026-01-01', until: null },
		});
	}
	await saveBells(admin, core, usual);
	await saveBells(admin, village, usual);
	await saveBells(admin, hamlet, later);
	await saveBells(admin, far, usual);
	const teacherOf = (subject: 'music' | 'art') =>
		installation.as('teacher', home, { schoolId: core.schoolId, subjects: [subject] });
	const musician = await teacherOf('music');
	const artist = await teacherOf('art');
	const { termId } = await admin.ok(endpoints.createTerm, {
		body: { name: '2026 春季学期', firstDay: '2026-03-02', lastDay: '2026-07-10' },
	});
	const stage = { admin, abroad, core, village, hamlet, far, community, musician, artist, termId };
	return { ...stage, ...actionsOf(stage), series: await planned(stage), single: await single(stage) };
};
export type PlanningStage = Awaited<ReturnType<typeof setPlanningStage>>;

interface Stage {
	readonly admin: SignedIn;
	readonly core: AddedSchool;
	readonly village: AddedSchool;
	readonly hamlet: AddedSchool;
	readonly musician: SignedIn;
	readonly artist: SignedIn;
	readonly termId: string;
}

/** Of what the village needs it has this already. */
const planned = ({ admin, core, village, musician, termId }: Stage) =>
	admin.ok(endpoints.planSeries, {
		body: {
			series: {
				termId,
				title: '三年级音乐',
				kind: 'delivered',
				subject: 'music',
				teacherId: musician.personId,
				sendingClassroomId: core.classroomId,
				receivingClassroomIds: [village.classroomId],
				classGroupIds: [village.classGroupId],
				slots: [{ weekday: 4, period: 2, own: null }],
				weeks: '1-19周',
			},
			leaveOutClashing: false,
		},
	});

const single = ({ admin, artist, hamlet }: Stage) =>
	admin.ok(endpoints.planLesson, {
		body: {
			title: '美术公开课',
			kind: 'open',
			subject: 'art',
			teacherId: artist.personId,
			sendingClassroomId: null,
			receivingClassroomIds: [hamlet.classroomId],
			classGroupIds: [],
			plannedStart: at('2026-03-17', '08:00'),
			lengthMs: 40 * 60_000,
		},
	});

const actionsOf = ({ admin, termId }: Stage) => {
	const read = (proposalId: string, reader = admin): Promise<PlanningProposal> =>
		reader.ok(endpoints.readProposal, { params: { proposalId } });
	const ended = async (proposalId: string): Promise<PlanningProposal> => {
		await vi.waitFor(async () => expect((await read(proposalId)).state).not.toBe('running'), {
			timeout: 180_000,
			interval: 50,
		});
		return read(proposalId);
	};
	return {
		read,
		ended,
		need: (schoolId: string, ...needs: object[]) =>
			admin.ok(endpoints.saveNeeds, { params: { termId, schoolId }, body: { needs } }),
		start: (change: object = {}) =>
			admin.ok(endpoints.startProposal, { params: { termId }, body: { ...request, ...change } }),
		startCode: (change: object = {}) =>
			admin.code(endpoints.startProposal, { params: { termId }, body: { ...request, ...change } }),
		propose: async (change: object = {}): Promise<PlanningProposal> => {
			const { proposalId } = await admin.ok(endpoints.startProposal, {
				params: { termId },
				body: { ...request, ...change },
			});
			return ended(proposalId);
		},
		take: (
			{ proposalId, plan }: PlanningProposal,
			{ entries = plan.map(({ entry }) => entry), leaveOut = false, by = admin } = {},
		): Promise<TakeOverResult> =>
			by.ok(endpoints.takeOverProposal, {
				params: { proposalId },
				body: { entries: entries.map((entry) => ({ entry, title: `第${entry}门课` })), leaveOut },
			}),
		overview: (): Promise<TermOverview> => admin.ok(endpoints.termOverview, { params: { termId } }),
		lacking: async (): Promise<Record<string, number>> => {
			const { schools } = await admin.ok(endpoints.termOverview, { params: { termId } });
			return Object.fromEntries(
				schools.flatMap(({ name, subjects }) =>
					subjects
						.filter((each) => each.lacking > 0)
						.map(({ subject, lacking }) => [`${name} ${subject}`, lacking]),
				),
			);
		},
	};
};

/** What has to be read of the stage, when the village needs 2 music, the hamlet 1 and 2 art, and the far point 1 music. */
export const inputByHand = ({ core, village, hamlet, far, musician, artist }: PlanningStage) => {
	const assumed = {
		schoolId: core.schoolId,
		mostAWeek: 10,
		mostADay: 3,
		sendingClassroomId: core.classroomId,
		prefersMornings: false,
	};
	const grades = [1, 2, 3, 4, 5, 6, 7, 8, 9];
	const need = ({ schoolId, classGroupId }: AddedSchool, subject: string, lessonsAWeek: number) => ({
		id: `${schoolId}:${subject}`,
		schoolId,
		subject,
		lessonsAWeek,
		grades: [3],
		classGroupIds: [classGroupId],
	});
	return {
		teachers: [
			{ ...assumed, id: musician.personId, abilities: [{ subject: 'music', grades }], away: [] },
			{
				...assumed,
				id: artist.personId,
				abilities: [{ subject: 'art', grades }],
				// The lesson on its own, on a Tuesday.
				away: [{ weekday: 2, from: 480, until: 520 }],
			},
		],
		// Of its two the village has one.
		needs: [
			need(village, 'music', 1),
			need(hamlet, 'music', 1),
			need(hamlet, 'art', 2),
			need(far, 'music', 1),
		],
		given: [
			{
				weekday: 4,
				at: { schoolId: core.schoolId, period: 2 },
				teacherId: musician.personId,
				classroomIds: [core.classroomId, village.classroomId],
				classGroupIds: [village.classGroupId],
				schoolIds: [core.schoolId, village.schoolId],
				recorded: true,
				weeks: [2, 3, 4],
			},
			{
				weekday: 2,
				at: { from: 480, until: 520 },
				teacherId: null,
				classroomIds: [hamlet.classroomId],
				classGroupIds: [],
				schoolIds: [hamlet.schoolId],
				recorded: true,
				weeks: [3],
			},
		],
	};
};

/** As while a server, whichever, plans it, until what is answered is called. */
export const shownAsRunning = async (
	{ database, clock }: Installation,
	proposalId: string,
): Promise<() => Promise<void>> => {
	const db = database.as<PlanningTables>();
	const { state, result } = await db
		.selectFrom('planning_proposal')
		.select(['state', 'result'])
		.where('proposal_id', '=', ProposalId.parse(proposalId))
		.executeTakeFirstOrThrow();
	const becomes = async (set: { state: typeof state; result: string | null }): Promise<void> => {
		await db
			.updateTable('planning_proposal')
			.set({ ...set, seen_at: clock.now() })
			.where('proposal_id', '=', ProposalId.parse(proposalId))
			.execute();
	};
	await becomes({ state: 'running', result: null });
	return () => becomes({ state, result });
};
