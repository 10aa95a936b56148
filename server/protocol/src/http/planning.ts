// Planning by machine (智能排课): who can teach what and when, and proposals of a term's series.
import { z } from 'zod';
import {
	ClassGroupId,
	ClassroomId,
	CommunityId,
	Instant,
	PersonId,
	ProposalId,
	SchoolId,
	SeriesId,
	TermId,
} from '../ids.ts';
import { line, SearchText } from '../text.ts';
import { Grade, Subject } from '../words.ts';
import { Done, endpoint, page, pageQuery } from './endpoint.ts';
import { Weekday } from './terms.ts';
import { Need } from './timetable.ts';

const minutes = z.int().min(0, 'out-of-range').max(1440, 'out-of-range');
const grades = z.array(Grade).min(1, 'required').max(9);

/** What a teacher can teach from afar, and when. Issues: `duplicate` subjects, `end-before-start` in `away`. */
export const TeachingProfile = z.strictObject({
	/** False: is not planned with. */
	takesPart: z.boolean(),
	abilities: z.array(z.strictObject({ subject: Subject, grades })).max(12),
	/** Lessons to other schools, those that there are already counted. */
	mostAWeek: z.int().min(0, 'out-of-range').max(40, 'out-of-range'),
	mostADay: z.int().min(0, 'out-of-range').max(10, 'out-of-range'),
	/** When not: own classes, errands. */
	away: z.array(z.strictObject({ weekday: Weekday, from: minutes, until: minutes })).max(60),
	sending: z.discriminatedUnion('kind', [
		/** One of the school's, in turn with the others. */
		z.strictObject({ kind: z.literal('any') }),
		z.strictObject({ kind: z.literal('classroom'), classroomId: ClassroomId }),
		/** From a computer of their own. */
		z.strictObject({ kind: z.literal('own') }),
	]),
	prefersMornings: z.boolean(),
});
export type TeachingProfile = z.infer<typeof TeachingProfile>;

export const PlanningTeacher = z.object({
	personId: PersonId,
	name: z.string(),
	schoolId: SchoolId,
	school: z.string(),
	profile: TeachingProfile,
	/** Nobody said anything: the profile is what is assumed. */
	assumed: z.boolean(),
	mayChange: z.boolean(),
});
export type PlanningTeacher = z.infer<typeof PlanningTeacher>;

/** The least and most that somebody waits for a plan, seconds. */
export const PLANNING_SECONDS = { least: 2, most: 300 } as const;

const weight = z.int().min(0, 'out-of-range').max(100, 'out-of-range');
/** What a breach costs against the others; 0: no matter. */
export const PlanningWeights = z.strictObject({
	/** An even load on the teachers. */
	evenLoad: weight,
	/** Lessons of a teacher, and of a school at either end, on different weekdays. */
	evenDays: weight,
	/** Not twice a day. */
	oneADay: weight,
	/** A day between two lessons. */
	spread: weight,
	/** Mornings for those who prefer them. */
	mornings: weight,
});
export type PlanningWeights = z.infer<typeof PlanningWeights>;

const ProposedSlot = z.strictObject({
	weekday: Weekday,
	/** Number of the teacher's school's period. */
	period: z.int().min(1, 'out-of-range').max(20, 'out-of-range'),
});

/** A need of a proposal: of this school and subject. */
const NeedId = z.string().regex(/^[A-Za-z0-9_-]{1,64}:[a-z-]{1,40}$/, 'bad-format');

/** Lessons that are to be as they are said here. */
export const PlanningPin = z.strictObject({
	teacherId: PersonId,
	slots: z.array(ProposedSlot).min(1, 'required').max(20),
	receivers: z
		.array(z.strictObject({ needId: NeedId, classroomId: ClassroomId }))
		.min(1, 'required')
		.max(60),
});
export type PlanningPin = z.infer<typeof PlanningPin>;

export const PlanningRequest = z.strictObject({
	/** How long the best is looked for at the most. */
	seconds: z.int().min(PLANNING_SECONDS.least, 'out-of-range').max(PLANNING_SECONDS.most, 'out-of-range'),
	/** As people write them. Error: `bad-weeks`. */
	weeks: line(100),
	/** Null: all. */
	subjects: z.array(Subject).min(1, 'required').max(12).nullable(),
	/** Those that lack lessons; null: all. */
	schoolIds: z.array(SchoolId).min(1, 'required').max(2000).nullable(),
	/** Needs that are left alone this time. */
	without: z.array(NeedId).max(5000),
	/** Of a lesson's length, percent, that each receiving school's own period has to share with it. */
	leastShare: z.int().min(0, 'out-of-range').max(100, 'out-of-range'),
	/** Classrooms that one lesson reaches. */
	receivingMost: z.int().min(1, 'out-of-range').max(20, 'out-of-range'),
	weights: PlanningWeights,
	/** Error: `pin-impossible`, with the first. */
	pins: z.array(PlanningPin).max(2000),
});
export type PlanningRequest = z.infer<typeof PlanningRequest>;

/** Why a lesson is not possible: one for each thing that the county can change about it. */
export const PlanningRule = z.enum([
	'community',
	'subject',
	'grade',
	'no-classroom',
	'bells',
	'away',
	'teacher-load',
	'teacher-taken',
	'sending-classroom',
	'receiving-classroom',
	'class',
	'link',
	'recorder',
	'sfu',
	'receiving-most',
	'one-teacher',
]);
export type PlanningRule = z.infer<typeof PlanningRule>;

export const ProposalState = z.enum(['running', 'proven', 'time-limit', 'cancelled', 'failed', 'lost']);
export type ProposalState = z.infer<typeof ProposalState>;

const Reached = {
	/** Lessons a week. `atMost`: proven that no plan places more. Null: nothing yet. */
	placed: z.object({ reached: z.int(), atMost: z.int(), wanted: z.int() }).nullable(),
	/** Of the preferences. `atLeast`: proven that no plan that places as many costs less. */
	cost: z.object({ reached: z.number(), atLeast: z.number() }).nullable(),
};

export const ProposalSummary = z.object({
	proposalId: ProposalId,
	termId: TermId,
	state: ProposalState,
	startedBy: z.string(),
	startedAt: Instant,
	/** How long it has taken so far, ms. */
	elapsedMs: z.int(),
	seconds: z.int(),
	...Reached,
	/** Entries, and how many of them are taken over. */
	entries: z.int(),
	taken: z.int(),
});
export type ProposalSummary = z.infer<typeof ProposalSummary>;

const timedSlot = z.object({
	...ProposedSlot.shape,
	/** In the first weeks that are planned, minutes since midnight. */
	from: z.int(),
	until: z.int(),
});

export const ProposalEntry = z.object({
	/** Its number in the proposal, from 0. */
	entry: z.int(),
	pinned: z.boolean(),
	teacherId: PersonId,
	communityId: CommunityId,
	sendingClassroomId: ClassroomId.nullable(),
	subject: Subject,
	slots: z.array(timedSlot),
	receivers: z.array(
		z.object({
			needId: z.string(),
			schoolId: SchoolId,
			classroomId: ClassroomId,
			classGroupIds: z.array(ClassGroupId),
			grades: z.array(Grade),
		}),
	),
	/** The series that was made of it; null: none, or it was taken back. */
	seriesId: SeriesId.nullable(),
});
export type ProposalEntry = z.infer<typeof ProposalEntry>;

export const UnplacedNeed = z.object({
	needId: z.string(),
	schoolId: SchoolId,
	subject: Subject,
	grades: z.array(Grade),
	lessonsAWeek: z.int(),
	missing: z.int(),
	/** Lessons it could have in a county that lacks nothing else. */
	possibleAlone: z.int(),
	/** `alone`: not all of it even in a county that lacks nothing else; `together`: others have what it would need. */
	why: z.enum(['alone', 'together']),
	/** Least sets of rules, each with a lesson that would fit if just these were lifted. */
	relaxations: z.array(
		z.object({
			rules: z.array(PlanningRule),
			teacherId: PersonId,
			classroomId: ClassroomId.nullable(),
			slot: timedSlot,
		}),
	),
});
export type UnplacedNeed = z.infer<typeof UnplacedNeed>;

const named = <T extends z.ZodType>(id: T) => z.array(z.object({ id, name: z.string() }));

export const PlanningProposal = z.object({
	...ProposalSummary.shape,
	/** In the shortest of the usual ways to write them. */
	weeks: z.string(),
	request: PlanningRequest,
	optimal: z.boolean(),
	/** Empty until it has ended. */
	plan: z.array(ProposalEntry),
	unplaced: z.array(UnplacedNeed),
	/** Lessons a week: those there were, and those proposed. */
	loads: z.array(z.object({ teacherId: PersonId, given: z.int(), proposed: z.int(), mostAWeek: z.int() })),
	names: z.object({
		teachers: named(PersonId),
		schools: named(SchoolId),
		classrooms: named(ClassroomId),
		classes: named(ClassGroupId),
		communities: named(CommunityId),
	}),
});
export type PlanningProposal = z.infer<typeof PlanningProposal>;

/** `covered`: a school has these lessons from elsewhere meanwhile; else the error that planning the series met. */
export const NotTaken = z.object({
	entry: z.int(),
	code: z.string(),
	details: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type NotTaken = z.infer<typeof NotTaken>;

export const TakeOverResult = z.object({
	taken: z.array(z.object({ entry: z.int(), seriesId: SeriesId, lessons: z.int() })),
	/** Were taken over before, here or on another server: nothing was made of them again. */
	already: z.array(z.int()),
	refused: z.array(NotTaken),
});
export type TakeOverResult = z.infer<typeof TakeOverResult>;

const byTerm = z.strictObject({ termId: TermId });
const byId = z.strictObject({ proposalId: ProposalId });

export const planningEndpoints = {
	listNeeds: endpoint('get', '/api/terms/:termId/needs', 'What the schools need a week', {
		params: byTerm,
		/** Of schools that need something. */
		response: z.object({ schools: z.array(z.object({ schoolId: SchoolId, needs: z.array(Need) })) }),
	}),
	listPlanningTeachers: endpoint('get', '/api/planning/teachers', 'Who can teach what and when', {
		query: z.strictObject({
			...pageQuery,
			search: SearchText.exactOptional(),
			schoolId: SchoolId.exactOptional(),
		}),
		response: page(PlanningTeacher),
	}),
	savePlanningTeacher: endpoint(
		'put',
		'/api/planning/teachers/:personId',
		'What a teacher can teach, and when',
		{
			params: z.strictObject({ personId: PersonId }),
			body: TeachingProfile,
			response: Done,
		},
	),
	listProposals: endpoint(
		'get',
		'/api/terms/:termId/proposals',
		'Proposals for a term that are kept, the latest first',
		{
			params: byTerm,
			response: z.object({ proposals: z.array(ProposalSummary), mayPlan: z.boolean() }),
		},
	),
	startProposal: endpoint('post', '/api/terms/:termId/proposals', 'Begins to plan what schools still lack', {
		params: byTerm,
		body: PlanningRequest,
		response: z.object({ proposalId: ProposalId }),
	}),
	readProposal: endpoint('get', '/api/proposals/:proposalId', 'A proposal, under way or made', {
		params: byId,
		response: PlanningProposal,
	}),
	cancelProposal: endpoint(
		'post',
		'/api/proposals/:proposalId/cancel',
		'Ends the planning with the best so far',
		{
			params: byId,
			response: Done,
		},
	),
	takeOverProposal: endpoint('post', '/api/proposals/:proposalId/take-over', 'Makes series of entries', {
		params: byId,
		body: z.strictObject({
			entries: z
				.array(z.strictObject({ entry: z.int().min(0), title: line(80) }))
				.min(1, 'required')
				.max(500),
			/** True: those that do not fit any more are left out. False: then nothing is made. */
			leaveOut: z.boolean(),
		}),
		response: TakeOverResult,
	}),
};
