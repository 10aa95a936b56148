// Lessons opened for sign-up (名师课堂, 名校网络课堂): schools apply with a classroom until all places are taken.
import { z } from 'zod';
import {
	ApplicationId,
	ClassGroupId,
	ClassroomId,
	CommunityId,
	Instant,
	LessonId,
	SchoolId,
} from '../ids.ts';
import { line, prose, SearchText } from '../text.ts';
import { LessonKind, Subject } from '../words.ts';
import { Done, endpoint, page, pageQuery } from './endpoint.ts';
import { ClassRef, DayClosed, LessonClash, PlaceRef } from './lessons.ts';

/** The kinds of lessons that may be opened for sign-up. */
export const bookableKinds: readonly LessonKind[] = ['master', 'open'];

/** As many classrooms receive a lesson at the most. */
export const RECEIVERS_MAX = 60;

/** `at-once`: whoever comes first has a place, without anybody's doing. `by-hand`: somebody confirms each. */
export const Confirmation = z.enum(['at-once', 'by-hand']);
export type Confirmation = z.infer<typeof Confirmation>;

/**
 * `full`: who applies now waits in line. `closed`: the deadline has passed, or it was closed; who applied before may
 * still be confirmed. `over`: the lesson has begun.
 */
export const OpeningStatus = z.enum(['open', 'full', 'closed', 'cancelled', 'over']);
export type OpeningStatus = z.infer<typeof OpeningStatus>;

export const ApplicationState = z.enum(['waiting', 'accepted', 'declined', 'withdrawn']);
export type ApplicationState = z.infer<typeof ApplicationState>;

export const Application = z.object({
	applicationId: ApplicationId,
	schoolId: SchoolId,
	school: z.string(),
	classroom: PlaceRef,
	classGroup: ClassRef.nullable(),
	state: ApplicationState,
	/** Of those that wait, from 1; null: it does not wait. */
	position: z.int().nullable(),
	/** It waits, but does not move up by itself: whoever plans the lesson has taken the classroom out of it. */
	held: z.boolean(),
	appliedAt: Instant,
	appliedBy: z.string(),
	/** Why it was declined or withdrawn. */
	reason: z.string().nullable(),
	decidedAt: Instant.nullable(),
	/** What has become of it, or of the lesson's time, since its school last looked. */
	news: z.boolean(),
	/** When the lesson was to begin, as its school last knew; null: as it is. */
	movedFrom: Instant.nullable(),
	/** What its classroom and class are in then; empty where nobody asked: see `readOpening`. */
	clashes: z.array(LessonClash),
	/** While it stands: why its school has no lessons on that day. Left out: it has, or nobody asked. */
	closed: DayClosed.exactOptional(),
	mayWithdraw: z.boolean(),
	mayAccept: z.boolean(),
	mayDecline: z.boolean(),
});
export type Application = z.infer<typeof Application>;

const Named = <T extends z.ZodType>(id: T) => z.object({ id, name: z.string() });

export const Opening = z.object({
	lessonId: LessonId,
	title: z.string(),
	kind: LessonKind,
	subject: Subject,
	teacher: z.string(),
	/** That gives the lesson; null: nobody knows. */
	school: z.string().nullable(),
	from: Instant,
	until: Instant,
	status: OpeningStatus,
	/** For classrooms that apply; those that the plan has anyway do not count. */
	places: z.int(),
	/** Places that are taken. */
	accepted: z.int(),
	waiting: z.int(),
	/** The deadline, the lesson's start at the latest. */
	closesAt: Instant,
	confirmation: Confirmation,
	/** The community whose core school confirms; null: the county. */
	confirmedBy: Named(CommunityId).nullable(),
	/** Only `communities` and `schools` may apply, of which none may be left; false: all schools of the county may. */
	limited: z.boolean(),
	communities: z.array(Named(CommunityId)),
	schools: z.array(Named(SchoolId)),
	note: z.string().nullable(),
	/** Applications that the caller may see, in their order: their own school's, or all. */
	applications: z.array(Application),
	mayApply: z.boolean(),
	mayConfirm: z.boolean(),
	mayChange: z.boolean(),
});
export type Opening = z.infer<typeof Opening>;

/**
 * Issues: `places` `out-of-range` when more are taken already, or more than {@link RECEIVERS_MAX} classrooms would
 * receive the lesson; `closesAt` `in-the-past` or, after the lesson's start, `out-of-range`; `confirmedBy`,
 * `communityIds` and `schoolIds` `not-found`.
 */
const openingInput = z.strictObject({
	places: z.int().min(1, 'out-of-range').max(RECEIVERS_MAX, 'out-of-range'),
	closesAt: Instant,
	confirmation: Confirmation,
	confirmedBy: CommunityId.nullable(),
	communityIds: z.array(CommunityId).max(100),
	schoolIds: z.array(SchoolId).max(500),
	note: prose(500).nullable(),
});
export type OpeningInput = z.infer<typeof openingInput>;
export { openingInput as OpeningInput };

/** With a classroom of the own school, and a class of the same school. */
const applicationInput = z.strictObject({ classroomId: ClassroomId, classGroupId: ClassGroupId.nullable() });
export type ApplicationInput = z.infer<typeof applicationInput>;
export { applicationInput as ApplicationInput };

/** What is in the way of who would apply. */
export const ApplicationFit = z.object({
	clashes: z.array(LessonClash),
	/** Why the classroom's school has no lessons on that day. Left out: it has. */
	closed: DayClosed.exactOptional(),
});
export type ApplicationFit = z.infer<typeof ApplicationFit>;

/** `applied`: with an application of the caller's school, or of any. `confirm`: with some that the caller decides on. */
export const OpeningFilter = z.enum(['open', 'full', 'applied', 'confirm', 'past']);
export type OpeningFilter = z.infer<typeof OpeningFilter>;

const ofLesson = z.strictObject({ lessonId: LessonId });
const ofApplication = z.strictObject({ applicationId: ApplicationId });

export const openingsEndpoints = {
	listOpenings: endpoint(
		'get',
		'/api/openings',
		'Lessons opened for sign-up, by start; past ones backwards',
		{
			query: z.strictObject({
				...pageQuery,
				show: OpeningFilter.default('open'),
				search: SearchText.exactOptional(),
			}),
			response: page(Opening),
		},
	),
	openingNews: endpoint('get', '/api/openings-news', 'How much of the sign-ups waits for the caller', {
		/** `toConfirm`: applications to decide on. `news`: of the own school's applications something is new. */
		response: z.object({ toConfirm: z.int(), news: z.int() }),
	}),
	readOpening: endpoint('get', '/api/openings/:lessonId', 'One, with what is in the way of who waits', {
		params: ofLesson,
		response: Opening,
	}),
	openLesson: endpoint(
		'put',
		'/api/lessons/:lessonId/opening',
		'Opens a lesson for sign-up, or changes how',
		{
			params: ofLesson,
			body: openingInput,
			response: Opening,
		},
	),
	closeOpening: endpoint('post', '/api/openings/:lessonId/close', 'Takes no more applications', {
		params: ofLesson,
		response: Opening,
	}),
	checkApplication: endpoint(
		'post',
		'/api/openings/:lessonId/check',
		'What a classroom and class are in then',
		{
			params: ofLesson,
			body: applicationInput,
			response: ApplicationFit,
		},
	),
	applyForLesson: endpoint('post', '/api/openings/:lessonId/applications', 'Applies with a classroom', {
		params: ofLesson,
		body: applicationInput,
		response: Opening,
	}),
	withdrawApplication: endpoint('post', '/api/applications/:applicationId/withdraw', 'Takes it back', {
		params: ofApplication,
		body: z.strictObject({ reason: line(200).nullable() }),
		response: Opening,
	}),
	acceptApplication: endpoint('post', '/api/applications/:applicationId/accept', 'Gives it a place', {
		params: ofApplication,
		response: Opening,
	}),
	declineApplication: endpoint(
		'post',
		'/api/applications/:applicationId/decline',
		'Refuses it, or takes its place',
		{
			params: ofApplication,
			body: z.strictObject({ reason: line(200) }),
			response: Opening,
		},
	),
	seeOpening: endpoint('post', '/api/openings/:lessonId/seen', 'The own school knows of what became of it', {
		params: ofLesson,
		response: Done,
	}),
};
