// Who has a place in a lesson that is open for sign-up, and who is next. Pure.
import type {
	ApplicationId,
	ApplicationState,
	ClassGroupId,
	ClassroomId,
	Instant,
	OpeningStatus,
} from '@classroom/protocol';
import type { LessonRecord } from '../lessonRecord.ts';

export type OpenedLesson = Pick<LessonRecord, 'plannedStart' | 'phase' | 'cancelledAt'>;

export interface Terms {
	readonly places: number;
	readonly closesAt: Instant;
	/** When somebody closed it before its deadline; null: nobody did. */
	readonly closedAt: Instant | null;
}

export interface Applicant {
	readonly applicationId: ApplicationId;
	/** In the order in which they came. */
	readonly number: number;
	readonly classroomId: ClassroomId;
	readonly classGroupId: ClassGroupId | null;
	readonly state: ApplicationState;
	/** From 1; null: none, or one beside those for sign-up. */
	readonly seat: number | null;
	/** It does not move up by itself. */
	readonly held: boolean;
}

/** A lesson that is moved before its deadline takes the deadline along: nobody signs up for what has begun. */
export const closingOf = ({ closesAt }: Terms, { plannedStart }: OpenedLesson): Instant =>
	Math.min(closesAt, plannedStart);

export const hasBegun = ({ plannedStart, phase }: OpenedLesson, now: Instant): boolean =>
	now >= plannedStart || (phase !== null && phase !== 'waiting');

export const openingStatus = (
	terms: Terms,
	lesson: OpenedLesson,
	taken: number,
	now: Instant,
): OpeningStatus => {
	if (lesson.cancelledAt !== null) return 'cancelled';
	if (hasBegun(lesson, now)) return 'over';
	if (terms.closedAt !== null || now >= closingOf(terms, lesson)) return 'closed';
	return taken >= terms.places ? 'full' : 'open';
};

/** How far the clock takes a sign-up: the line stops when the lesson begins. */
export type ClockState = 'open' | 'closed' | 'over';

/** Null: the lesson is cancelled, and may yet take place after all. */
export const clockStateOf = (terms: Terms, lesson: OpenedLesson, now: Instant): ClockState | null => {
	if (hasBegun(lesson, now)) return 'over';
	const status = openingStatus(terms, lesson, 0, now);
	if (status === 'cancelled') return null;
	return takesApplications(status) ? 'open' : 'closed';
};

/** Who applies when all places are taken waits in line. */
export const takesApplications = (status: OpeningStatus): boolean => status === 'open' || status === 'full';

/** After the deadline the line goes on moving, until the lesson begins. */
export const takesDecisions = (status: OpeningStatus): boolean =>
	takesApplications(status) || status === 'closed';

export const isStanding = ({ state }: Pick<Applicant, 'state'>): boolean =>
	state === 'waiting' || state === 'accepted';

export const seatsTaken = (applicants: readonly Pick<Applicant, 'seat'>[]): number =>
	applicants.filter(({ seat }) => seat !== null).length;

/** The lowest that nobody has; null: as many are taken as there are places. */
export const freeSeat = (places: number, seats: readonly (number | null)[]): number | null => {
	const taken = new Set(seats.filter((seat) => seat !== null));
	if (taken.size >= places) return null;
	let seat = 1;
	while (taken.has(seat)) seat += 1;
	return seat;
};

/** Those that wait, in the order in which they came; those that are held are still in line. */
export const lineOf = <A extends Applicant>(applicants: readonly A[]): A[] =>
	applicants.filter(({ state }) => state === 'waiting').toSorted((a, b) => a.number - b.number);

/**
 * Whose turn it is when places are given at once: the first in line that is neither held nor among those that cannot
 * come (`without`). Null: nobody's, or all places are taken.
 */
export const nextInLine = <A extends Applicant>(
	places: number,
	applicants: readonly A[],
	without: ReadonlySet<ApplicationId>,
): A | null => {
	if (freeSeat(places, seatsOf(applicants)) === null) return null;
	return lineOf(applicants).find(({ applicationId, held }) => !held && !without.has(applicationId)) ?? null;
};

export type Follows =
	| { readonly applicationId: ApplicationId; readonly state: 'accepted'; readonly seat: number | null }
	| { readonly applicationId: ApplicationId; readonly state: 'waiting' };

/**
 * The plan has the last word on who receives the lesson. Who has a place and is not in the plan any more waits again,
 * and does not move up by itself. Who is in the plan is accepted: who waits, and who had left or was refused and is in
 * it again, as when that was undone; on a place if one is free, else beside them: whoever plans may have more
 * classrooms than there are places.
 */
export const followPlan = (
	places: number,
	applicants: readonly Applicant[],
	receiving: ReadonlySet<ClassroomId>,
): Follows[] => {
	const out = applicants.filter(
		({ state, classroomId }) => state === 'accepted' && !receiving.has(classroomId),
	);
	const taken = seatsOf(applicants.filter((applicant) => !out.includes(applicant)));
	const into = [
		...lineOf(applicants).filter(({ classroomId }) => receiving.has(classroomId)),
		...thoseThatLeft(applicants, receiving),
	];
	return [
		...out.map(({ applicationId }) => ({ applicationId, state: 'waiting' as const })),
		...into.map(({ applicationId }) => {
			const seat = freeSeat(places, taken);
			taken.push(seat);
			return { applicationId, state: 'accepted' as const, seat };
		}),
	];
};

/** The last application of each of these classrooms that has none that stands, and no class that is taken. */
const thoseThatLeft = (
	applicants: readonly Applicant[],
	receiving: ReadonlySet<ClassroomId>,
): Applicant[] => {
	const standing = applicants.filter(isStanding);
	const classrooms = new Set(standing.map(({ classroomId }) => classroomId));
	const classes = new Set(standing.map(({ classGroupId }) => classGroupId));
	const left: Applicant[] = [];
	for (const each of applicants.toSorted((a, b) => b.number - a.number)) {
		const { classroomId, classGroupId } = each;
		if (!receiving.has(classroomId) || classrooms.has(classroomId)) continue;
		classrooms.add(classroomId);
		if (classGroupId !== null && classes.has(classGroupId)) continue;
		classes.add(classGroupId);
		left.push(each);
	}
	return left;
};

/** What its school would want to be told: that it was decided, or that the lesson it is in line for was moved. */
export const isNews = (
	application: Pick<Applicant, 'state'> & {
		readonly seen_state: ApplicationState;
		readonly seen_start: Instant;
		readonly seen_cancelled: number;
	},
	{ plannedStart, cancelledAt }: OpenedLesson,
): boolean =>
	application.state !== application.seen_state ||
	(isStanding(application) &&
		(application.seen_start !== plannedStart ||
			(application.seen_cancelled === 1) !== (cancelledAt !== null)));

const seatsOf = (applicants: readonly Applicant[]): (number | null)[] => applicants.map(({ seat }) => seat);
