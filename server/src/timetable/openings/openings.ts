// Opening lessons for sign-up, and what there is to see of it.
import { bookableKinds, RECEIVERS_MAX } from '@classroom/protocol';
import type {
	CountyId,
	FieldIssue,
	Instant,
	LessonId,
	Opening,
	OpeningInput,
	PersonId,
} from '@classroom/protocol';
import type { AuditLog, PersonCaller } from '../../identity/index.ts';
import type { Database } from '../../platform/index.ts';
import { AppError } from '../../platform/index.ts';
import type { Page } from '../../schools/index.ts';
import { auditedChange, mapPage } from '../../schools/index.ts';
import { dayOf } from '../days.ts';
import type { LessonChanges } from '../lessonChanges.ts';
import type { LessonPlanner } from '../lessonPlanner.ts';
import type { LessonRecord } from '../lessonRecord.ts';
import { mayChange } from '../lessonRules.ts';
import type { TimetableTransaction } from '../lessonTables.ts';
import type { Standing } from './openingAccess.ts';
import { isInvited, maySeeAll, standingOf } from './openingAccess.ts';
import type { ListFor, OpeningQuery } from './openingList.ts';
import { listOpenings, openingNews } from './openingList.ts';
import type { OpeningRecord } from './openingRows.ts';
import { applicationsOf, findOpenings, lockOpening } from './openingRows.ts';
import { hasBegun, seatsTaken } from './openingRules.ts';
import type { OpeningViewDeps } from './openingViews.ts';
import { openingViews } from './openingViews.ts';
import { tellOfOpening } from './tell.ts';

export interface OpeningsDeps extends OpeningViewDeps {
	readonly database: Database;
	readonly audit: AuditLog;
	readonly changes: LessonChanges;
	readonly planner: LessonPlanner;
}

/** An opening with its lesson, and what the caller's school is to it. */
export interface Found {
	readonly opening: OpeningRecord;
	readonly lesson: LessonRecord;
	readonly standing: Standing;
}

export class Openings {
	readonly #deps: OpeningsDeps;

	constructor(deps: OpeningsDeps) {
		this.#deps = deps;
	}

	async list(caller: PersonCaller, query: OpeningQuery): Promise<Page<Opening>> {
		const page = await listOpenings(this.#deps.db, await this.#asking(caller), query);
		const views = await openingViews(this.#deps, caller, page.items);
		const byLesson = new Map(views.map((view) => [view.lessonId, view]));
		const shown = mapPage(page, (lessonId) => byLesson.get(lessonId));
		return { ...shown, items: shown.items.filter((view) => view !== undefined) };
	}

	async news(caller: PersonCaller): Promise<{ toConfirm: number; news: number }> {
		return openingNews(this.#deps.db, await this.#asking(caller));
	}

	/** Throws `not-found`, `other-county`; `forbidden` for who may neither apply, plan nor confirm. */
	async read(caller: PersonCaller, lessonId: LessonId): Promise<Opening> {
		await this.find(caller, lessonId);
		const [view] = await openingViews(this.#deps, caller, [lessonId], true);
		if (view === undefined) throw new AppError('not-found');
		return view;
	}

	/** Throws what {@link read} throws. */
	async find(caller: PersonCaller, lessonId: LessonId): Promise<Found> {
		const { db, store, clock, timeZone } = this.#deps;
		const opening = (await findOpenings(db, [lessonId])).get(lessonId);
		const lesson = await store.find(lessonId);
		if (opening === undefined || lesson === null) throw new AppError('not-found');
		if (opening.countyId !== caller.countyId) throw new AppError('other-county');
		const standing = await standingOf(db, caller.schoolId, dayOf(clock.now(), timeZone));
		const may =
			caller.role === 'county-admin' ||
			maySeeAll(caller, opening, lesson, standing) ||
			(caller.role === 'school-admin' &&
				(isInvited(opening, standing) || (await this.#hasApplied(caller, lessonId))));
		if (!may) throw new AppError('forbidden');
		return { opening, lesson, standing };
	}

	/**
	 * Opens it, opens it again, or changes how. Throws what the planner's `changeable` throws, `kind-not-bookable`, and
	 * `bad-request` with the issues of the contract.
	 */
	async open(caller: PersonCaller, lessonId: LessonId, input: OpeningInput): Promise<void> {
		const lesson = await this.#deps.planner.changeable(caller, lessonId);
		if (!bookableKinds.includes(lesson.kind)) throw new AppError('kind-not-bookable');
		const before = (await findOpenings(this.#deps.db, [lessonId])).get(lessonId);
		const now = this.#deps.clock.now();
		if (hasBegun(lesson, now)) throw new AppError('lesson-taken-place');
		const issues = [
			...timeIssues(input, lesson, before, now),
			...(await this.#unknown(caller, input, lesson, before)),
		];
		if (issues.length > 0) throw refused(issues);
		await auditedChange(this.#deps, caller, async (tx: TimetableTransaction) => {
			await write(tx, lesson, input, { by: caller.personId, at: now });
			return {
				result: undefined,
				entry: {
					action: before === undefined ? 'opening.opened' : 'opening.changed',
					subject: { text: lesson.title },
					details: { kind: lesson.kind, plannedStart: lesson.plannedStart, places: input.places },
				},
			};
		});
		await tellOfOpening(this.#deps, lessonId);
	}

	/** Throws what {@link read} throws; `forbidden` for who does not plan it; `opening-closed` when it is already. */
	async close(caller: PersonCaller, lessonId: LessonId): Promise<void> {
		const { lesson } = await this.find(caller, lessonId);
		if (!mayChange(caller, lesson)) throw new AppError('forbidden');
		await auditedChange(this.#deps, caller, async (tx: TimetableTransaction) => {
			const closed = await tx
				.updateTable('lesson_opening')
				.set({ closed_at: this.#deps.clock.now(), clock_state: 'closed' })
				.where('lesson_id', '=', lessonId)
				.where('closed_at', 'is', null)
				.executeTakeFirst();
			if (closed.numUpdatedRows === 0n) throw new AppError('opening-closed');
			return {
				result: undefined,
				entry: { action: 'opening.closed', subject: { text: lesson.title } },
			};
		});
		await tellOfOpening(this.#deps, lessonId);
	}

	/** The caller's school knows how its applications stand. Throws what {@link read} throws. */
	async seen(caller: PersonCaller, lessonId: LessonId): Promise<void> {
		const { lesson } = await this.find(caller, lessonId);
		if (caller.schoolId === null) return;
		await this.#deps.db
			.updateTable('lesson_application')
			.set((row) => ({
				seen_state: row.ref('state'),
				seen_start: lesson.plannedStart,
				seen_cancelled: lesson.cancelledAt === null ? 0 : 1,
			}))
			.where('lesson_id', '=', lessonId)
			.where('school_id', '=', caller.schoolId)
			.execute();
	}

	async #asking(caller: PersonCaller): Promise<ListFor> {
		const now = this.#deps.clock.now();
		const standing = await standingOf(this.#deps.db, caller.schoolId, dayOf(now, this.#deps.timeZone));
		return { caller, standing, now };
	}

	async #hasApplied({ schoolId }: PersonCaller, lessonId: LessonId): Promise<boolean> {
		const applications = await applicationsOf(this.#deps.db, [lessonId]);
		return applications.some((application) => application.school_id === schoolId);
	}

	/** What of the input is not the county's; a school may have only communities of its own confirm. */
	async #unknown(
		caller: PersonCaller,
		input: OpeningInput,
		lesson: LessonRecord,
		before: OpeningRecord | undefined,
	): Promise<FieldIssue[]> {
		const { db, clock, timeZone } = this.#deps;
		const known = await namedInCounty(this.#deps, lesson.countyId);
		const own = await standingOf(db, caller.schoolId, dayOf(clock.now(), timeZone));
		const { confirmedBy, communityIds, schoolIds } = input;
		const mayName =
			confirmedBy === null ||
			confirmedBy === before?.confirmedBy ||
			(known.communities.has(confirmedBy) &&
				(caller.role === 'county-admin' || own.communityIds.has(confirmedBy)));
		return [
			...(mayName ? [] : [notFound('confirmedBy')]),
			...communityIds.flatMap((id, place) =>
				known.communities.has(id) ? [] : [notFound(`communityIds.${place}`)],
			),
			...schoolIds.flatMap((id, place) => (known.schools.has(id) ? [] : [notFound(`schoolIds.${place}`)])),
		];
	}
}

const notFound = (path: string): FieldIssue => ({ path, code: 'not-found' });

const refused = (issues: readonly FieldIssue[]): AppError =>
	new AppError('bad-request', 'the lesson cannot be opened like that', { issues });

/** A deadline that has passed is let alone when it is not what is changed. */
const timeIssues = (
	{ closesAt }: OpeningInput,
	{ plannedStart }: LessonRecord,
	before: OpeningRecord | undefined,
	now: Instant,
): FieldIssue[] => {
	if (closesAt === before?.closesAt) return [];
	if (closesAt <= now) return [{ path: 'closesAt', code: 'in-the-past' }];
	return closesAt > plannedStart ? [{ path: 'closesAt', code: 'out-of-range' }] : [];
};

const namedInCounty = async ({ db }: OpeningsDeps, countyId: CountyId) => {
	const communities = await db
		.selectFrom('community')
		.select('community_id')
		.where('county_id', '=', countyId)
		.execute();
	const schools = await db
		.selectFrom('school')
		.select('school_id')
		.where('county_id', '=', countyId)
		.execute();
	return {
		communities: new Set(communities.map((row) => row.community_id)),
		schools: new Set(schools.map((row) => row.school_id)),
	};
};

/** Whoever changes the lesson meanwhile, as with its series, waits. Throws `kind-not-bookable`, `lesson-taken-place`. */
const refuseOtherNow = async (tx: TimetableTransaction, lessonId: LessonId): Promise<void> => {
	const now = await tx
		.updateTable('lesson')
		.set((row) => ({ kind: row.ref('kind') }))
		.where('lesson_id', '=', lessonId)
		.returning(['kind', 'cancelled_at'])
		.executeTakeFirst();
	if (now?.cancelled_at !== null) throw new AppError('lesson-taken-place');
	if (!bookableKinds.includes(now.kind)) throw new AppError('kind-not-bookable');
};

const write = async (
	tx: TimetableTransaction,
	{ lessonId, countyId, receivingClassrooms }: LessonRecord,
	input: OpeningInput,
	{ by, at }: { readonly by: PersonId; readonly at: Instant },
): Promise<void> => {
	await refuseOtherNow(tx, lessonId);
	await lockOpening(tx, lessonId);
	const taken = seatsTaken(await applicationsOf(tx, [lessonId]));
	const others = receivingClassrooms.length - taken;
	if (input.places < taken || others + input.places > RECEIVERS_MAX) {
		throw refused([{ path: 'places', code: 'out-of-range' }]);
	}
	const limited = input.communityIds.length + input.schoolIds.length > 0;
	const how = {
		places: input.places,
		closes_at: input.closesAt,
		closed_at: null,
		confirmation: input.confirmation,
		confirmed_by: input.confirmedBy,
		limited: limited ? 1 : 0,
		note: input.note,
		clock_state: 'open' as const,
	};
	await tx
		.insertInto('lesson_opening')
		.values({
			...how,
			lesson_id: lessonId,
			county_id: countyId,
			opened_at: at,
			opened_by: by,
			revision: 0,
		})
		.onConflict((conflict) => conflict.column('lesson_id').doUpdateSet(how))
		.execute();
	await tx.deleteFrom('lesson_opening_audience').where('lesson_id', '=', lessonId).execute();
	if (!limited) return;
	await tx
		.insertInto('lesson_opening_audience')
		.values([
			...[...new Set(input.communityIds)].map((community_id) => ({
				lesson_id: lessonId,
				community_id,
				school_id: null,
			})),
			...[...new Set(input.schoolIds)].map((school_id) => ({
				lesson_id: lessonId,
				community_id: null,
				school_id,
			})),
		])
		.execute();
};
