// A proposal as the county's people see it: with names, times, and what became of its entries.
import { ClassGroupId, ClassroomId, CommunityId, PersonId, SchoolId } from '@classroom/protocol';
import type {
	Instant,
	PlanningProposal,
	ProposalEntry,
	ProposalSummary,
	SeriesId,
	UnplacedNeed,
} from '@classroom/protocol';
import type { People } from '../../identity/index.ts';
import { AppError } from '../../platform/index.ts';
import type { BellSchedule } from '../bells/bells.ts';
import { periodsOn } from '../bells/bells.ts';
import { bellsOf } from '../bells/bellReader.ts';
import { formatWeeks } from '../term/weeks.ts';
import type { PlanningContext } from './planningContext.ts';
import type { PlanningDb } from './planningDb.ts';
import type { ProposedSeries, ProposedSlot, Unplaced } from './proposal.ts';
import { namesOf } from './proposalNames.ts';
import type { About, KeptProposal } from './proposals.ts';

export interface ViewDeps {
	readonly db: PlanningDb;
	readonly people: People;
}

/** What is pinned comes first. */
export const entriesOf = ({ about, proposal }: KeptProposal): ProposedSeries[] =>
	proposal === null ? [] : [...(about?.context.pins ?? []), ...proposal.series];

export const lessonsOf = (series: readonly ProposedSeries[]): number =>
	series.reduce((sum, { slots, receivers }) => sum + slots.length * receivers.length, 0);

/** Where it was for a term; of another there is nothing to show. */
export const aboutOf = ({ about }: KeptProposal): About => {
	if (about === null) throw new AppError('not-found');
	return about;
};

export const summaryOf = (
	kept: KeptProposal,
	startedBy: string,
	taken: number,
	now: Instant,
): ProposalSummary => {
	const { termId, context } = aboutOf(kept);
	const { proposalId, state, startedAt, seenAt, progress, proposal } = kept;
	const pinned = lessonsOf(context.pins);
	const placed = proposal?.placed ?? progress?.placed ?? null;
	return {
		proposalId,
		termId,
		state,
		startedBy,
		startedAt,
		elapsedMs: Math.max(0, (state === 'running' ? now : seenAt) - startedAt),
		seconds: context.request.seconds,
		placed: placed && {
			reached: placed.reached + pinned,
			atMost: placed.atMost + pinned,
			wanted: placed.wanted + pinned,
		},
		cost: proposal?.cost ?? progress?.cost ?? null,
		entries: entriesOf(kept).length,
		taken,
	};
};

/** Of each proposal; what was taken back since does not count. */
export const takenOf = async (
	db: PlanningDb,
	proposalIds: readonly KeptProposal['proposalId'][],
): Promise<Map<string, Map<number, SeriesId>>> => {
	const taken = new Map<string, Map<number, SeriesId>>();
	if (proposalIds.length === 0) return taken;
	const rows = await db
		.selectFrom('planning_taken')
		.innerJoin('series', 'series.series_id', 'planning_taken.series_id')
		.select(['planning_taken.proposal_id', 'planning_taken.entry', 'planning_taken.series_id'])
		.where('planning_taken.proposal_id', 'in', proposalIds)
		.where('series.weeks', '<>', '[]')
		.execute();
	for (const row of rows) {
		const own = taken.get(row.proposal_id) ?? new Map<number, SeriesId>();
		taken.set(row.proposal_id, own.set(row.entry, row.series_id));
	}
	return taken;
};

/** Throws `not-found` for one that is of no term. */
export const proposalView = async (
	{ db, people }: ViewDeps,
	kept: KeptProposal,
	now: Instant,
): Promise<PlanningProposal> => {
	const { context } = aboutOf(kept);
	const taken = (await takenOf(db, [kept.proposalId])).get(kept.proposalId) ?? new Map<number, SeriesId>();
	const bells = await bellsOf(db, [...new Set(context.teachers.map(({ schoolId }) => schoolId))]);
	const times = timesIn(context, bells);
	const plan = entriesOf(kept).map((series, entry) =>
		entryOf(
			series,
			{ entry, pinned: entry < context.pins.length, seriesId: taken.get(entry) ?? null },
			context,
			times,
		),
	);
	const unplaced = (kept.proposal?.unplaced ?? []).flatMap((each) => unplacedOf(each, context, times));
	const names = await namesOf({ db, people }, context, plan, unplaced);
	const [starter] = (await people.findMany([kept.startedBy])).values();
	return {
		...summaryOf(kept, starter?.name ?? '', taken.size, now),
		weeks: formatWeeks(context.weeks),
		request: context.request,
		optimal: kept.proposal?.optimal ?? false,
		plan,
		unplaced,
		loads: loadsOf(context, plan),
		names,
	};
};

type Times = (teacherId: string, slot: ProposedSlot) => ProposalEntry['slots'][number];

const timesIn = (
	{ teachers, day }: PlanningContext,
	bells: ReadonlyMap<SchoolId, readonly BellSchedule[]>,
): Times => {
	const schools = new Map(teachers.map(({ id, schoolId }) => [id, schoolId]));
	return (teacherId, { weekday, period }) => {
		const schoolId = schools.get(teacherId);
		const schedules = schoolId === undefined ? [] : (bells.get(schoolId) ?? []);
		const at = periodsOn(schedules, day, weekday).find(({ number }) => number === period);
		return { weekday, period, from: at?.from ?? 0, until: at?.until ?? 0 };
	};
};

const entryOf = (
	{ teacherId, communityId, sendingClassroomId, subject, slots, receivers }: ProposedSeries,
	of: Pick<ProposalEntry, 'entry' | 'pinned' | 'seriesId'>,
	{ needs }: PlanningContext,
	times: Times,
): ProposalEntry => ({
	...of,
	teacherId: PersonId.parse(teacherId),
	communityId: CommunityId.parse(communityId),
	sendingClassroomId: sendingClassroomId === null ? null : ClassroomId.parse(sendingClassroomId),
	subject,
	slots: slots.map((slot) => times(teacherId, slot)),
	receivers: receivers.map((receiver) => ({
		needId: receiver.needId,
		schoolId: SchoolId.parse(receiver.schoolId),
		classroomId: ClassroomId.parse(receiver.classroomId),
		classGroupIds: receiver.classGroupIds.map((id) => ClassGroupId.parse(id)),
		grades: needs.find(({ id }) => id === receiver.needId)?.grades ?? [],
	})),
});

const unplacedOf = (
	{ needId, missing, possibleAlone, why, relaxations }: Unplaced,
	{ needs }: PlanningContext,
	times: Times,
): UnplacedNeed[] =>
	needs
		.filter(({ id }) => id === needId)
		.map(({ schoolId, subject, grades, lessonsAWeek }) => ({
			needId,
			schoolId,
			subject,
			grades,
			lessonsAWeek,
			missing,
			possibleAlone,
			why,
			relaxations: relaxations.map(({ rules, example: { teacherId, classroomId, slot } }) => ({
				rules: [...rules],
				teacherId: PersonId.parse(teacherId),
				classroomId: classroomId === null ? null : ClassroomId.parse(classroomId),
				slot: times(teacherId, slot),
			})),
		}));

/** The most loaded first. */
const loadsOf = (
	{ teachers }: PlanningContext,
	plan: readonly ProposalEntry[],
): PlanningProposal['loads'] => {
	const proposed = Map.groupBy(plan, ({ teacherId }) => teacherId);
	return teachers
		.map(({ id, given, mostAWeek }) => {
			const teacherId = PersonId.parse(id);
			const lessons = (proposed.get(teacherId) ?? []).reduce((sum, { slots }) => sum + slots.length, 0);
			return { teacherId, given, proposed: lessons, mostAWeek };
		})
		.filter(({ given, proposed: lessons }) => given + lessons > 0)
		.toSorted((a, b) => b.given + b.proposed - a.given - a.proposed);
};
