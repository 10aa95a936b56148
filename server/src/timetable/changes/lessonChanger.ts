// Changes of lessons that stand: each is checked, written with what it was before and a line in the audit log, and told
// to those whom it concerns.
import type { ChangeId, LessonChangeKind, LessonId } from '@classroom/protocol';
import type { Actor, AuditLog, AuditRecord, People } from '../../identity/index.ts';
import { personOf } from '../../identity/index.ts';
import type { Clock, Database } from '../../platform/index.ts';
import { AppError, isAppError } from '../../platform/index.ts';
import { auditedChange } from '../../schools/index.ts';
import { lockResources } from '../clashes/bookings.ts';
import type { Clash } from '../clashes/bookings.ts';
import { clashSaid } from '../clashes/fit.ts';
import { locksOf, readPlaces, wantsOf } from '../clashes/readPlaces.ts';
import type { LessonChanges } from '../lessonChanges.ts';
import type { LessonStore } from '../lessonStore.ts';
import type { TimetableDb, TimetableTransaction } from '../lessonTables.ts';
import { lockCalendar } from '../term/calendarLock.ts';
import { namedParts } from '../planParts.ts';
import { announceParts } from './announceParts.ts';
import { findSeries } from '../series/seriesRecord.ts';
import { SeriesState } from '../series/seriesState.ts';
import type { ChangePart } from './changeLog.ts';
import { recordChange } from './changeLog.ts';
import type { LessonState } from './lessonState.ts';
import { statesOf, writeStates } from './lessonState.ts';
import { besideTheirPlaces } from './itsPlace.ts';
import { refuseClosedDays } from './openDays.ts';
import { withOwn } from './own.ts';

export interface LessonChangerDeps {
	readonly db: TimetableDb;
	readonly database: Database;
	readonly clock: Clock;
	readonly timeZone: string;
	readonly audit: AuditLog;
	readonly people: People;
	readonly store: LessonStore;
	readonly changes: LessonChanges;
}

export interface Alteration {
	readonly kind: LessonChangeKind;
	readonly lessonIds: readonly LessonId[];
	readonly reason: string | null;
	/** The change that this one takes back. */
	readonly undoes?: ChangeId;
	/** Called in the transaction before anything of the lessons is waited for: for locks that come before theirs. */
	readonly first?: (tx: TimetableTransaction) => Promise<void>;
	/** The states are whole: what of a lesson is its own is not looked at anew. */
	readonly exact?: true;
	/** Called within the transaction with the lessons as they are; may throw. Those left out stay as they are. */
	readonly alter: (states: ReadonlyMap<LessonId, LessonState>) => ReadonlyMap<LessonId, LessonState>;
	/** Called once nobody else can change the lessons any more, before they are written; may throw. */
	readonly check?: (tx: TimetableTransaction, states: ReadonlyMap<LessonId, LessonState>) => Promise<void>;
	/** Nothing of it is put on a day that has no lessons. */
	readonly onSchoolDays?: true;
	/** What the audit log calls it; left out: by its kind. */
	readonly audited?: Pick<AuditRecord, 'action' | 'details'>;
	/** More that belongs to it, in the same transaction. */
	readonly also?: (tx: TimetableTransaction) => Promise<void>;
}

/** A lesson of the change cannot be where it is to be: thrown out of the transaction, and said in names after it. */
class Taken extends Error {
	readonly state: LessonState;
	readonly clash: Clash;

	constructor(state: LessonState, clash: Clash) {
		super('taken by another lesson');
		this.state = state;
		this.clash = clash;
	}
}

/** Throws `lesson-taken-place` for one that was cancelled meanwhile. */
export const standing = (state: LessonState): LessonState => {
	if (state.cancelled !== null) throw new AppError('lesson-taken-place', 'the lesson is cancelled');
	return state;
};

/** Throws {@link standing}'s. */
export const eachStanding =
	(alter: (state: LessonState) => LessonState): Alteration['alter'] =>
	(states) =>
		new Map([...states].map(([lessonId, state]) => [lessonId, alter(standing(state))]));

/**
 * Throws `lesson-taken-place` when one of them has begun meanwhile, `clash` with the first in the way, `day-closed`
 * where lessons keep to school days, and what `alter` throws; then nothing is changed.
 */
export const changeLessons = async (
	deps: LessonChangerDeps,
	caller: Actor,
	alteration: Alteration,
): Promise<ChangePart[]> => {
	try {
		const parts = await auditedChange(deps, caller, async (tx: TimetableTransaction) => {
			const result = await write(deps, tx, caller, alteration);
			const [first] = result;
			return {
				result,
				entry: {
					action:
						alteration.audited?.action ??
						(alteration.kind === 'edited' ? 'lesson.changed' : `lesson.${alteration.kind}`),
					subject: { text: first?.after.facts.title ?? '' },
					details: {
						lessons: result.length,
						...(first === undefined ? {} : { kind: first.after.facts.kind, plannedStart: first.after.from }),
						...alteration.audited?.details,
					},
				},
			};
		});
		await announceParts(deps.changes, caller.countyId, parts);
		return parts;
	} catch (error) {
		if (error instanceof Taken) throw await clashError(deps, caller, error);
		throw isAppError(error, 'conflict')
			? new AppError('clash', 'taken in this moment', { cause: error })
			: error;
	}
};

const write = async (
	{ database, clock, timeZone }: LessonChangerDeps,
	tx: TimetableTransaction,
	caller: Actor,
	{ kind, lessonIds, reason, first, alter, check, also, undoes, exact, onSchoolDays }: Alteration,
): Promise<ChangePart[]> => {
	await lockCalendar(tx, database.kind, caller.countyId, 'use');
	await first?.(tx);
	const read = await statesOf(tx, lessonIds);
	const wanted = [...read.values(), ...alter(read).values()].map((state) => wantsOf(state, state.facts));
	await lockResources(tx, database.kind, await locksOf(tx, wanted));
	// Read again, now that nobody else can change what they take.
	const before = await statesOf(tx, lessonIds);
	await check?.(tx, before);
	const altered = alter(before);
	const after = exact ? altered : await marked(tx, before, altered, timeZone);
	if (onSchoolDays) await refuseClosedDays(tx, caller.countyId, before, after, timeZone);
	await refuseTaken(tx, after);
	const written = await writeStates(tx, after, clock.now());
	if (written.length < after.size) throw new AppError('lesson-taken-place');
	await also?.(tx);
	const parts = [...after].map(([lessonId, state]) => ({
		lessonId,
		before: before.get(lessonId) ?? null,
		after: state,
	}));
	await recordChange(tx, {
		countyId: caller.countyId,
		kind,
		by: personOf(caller),
		at: clock.now(),
		reason,
		parts,
		...(undoes === undefined ? {} : { undoes }),
	});
	return parts;
};

/** With what of each is its own now. */
const marked = async (
	tx: TimetableTransaction,
	before: ReadonlyMap<LessonId, LessonState>,
	altered: ReadonlyMap<LessonId, LessonState>,
	timeZone: string,
): Promise<Map<LessonId, LessonState>> => {
	const after = await besideTheirPlaces(tx, before, altered, timeZone);
	for (const [lessonId, state] of after) {
		const series = state.series === null ? null : await findSeries(tx, state.series.seriesId);
		after.set(lessonId, withOwn(state, series === null ? null : SeriesState.parse(series)));
	}
	return after;
};

const refuseTaken = async (
	tx: TimetableTransaction,
	after: ReadonlyMap<LessonId, LessonState>,
): Promise<void> => {
	const taking = [...after].filter(([, { cancelled }]) => cancelled === null);
	if (taking.length === 0) return;
	const places = await readPlaces(
		tx,
		taking.map(([, state]) => ({ wants: wantsOf(state, state.facts), span: state })),
		new Set(after.keys()),
	);
	for (const [lessonId, state] of taking) {
		const wants = wantsOf(state, state.facts);
		const clash = places.firstIn(wants, state);
		if (clash !== null) throw new Taken(state, clash);
		places.take(lessonId, wants, state);
	}
};

const clashError = async (
	deps: LessonChangerDeps,
	caller: Actor,
	{ state, clash }: Taken,
): Promise<AppError> => {
	// Of what was wanted: the lesson still has what it had before.
	const plan = { ...(await namedParts(deps.db, state)), countyId: caller.countyId };
	const { resource, name, title, from, until } = await clashSaid(deps, caller, plan, clash);
	const details = { resource, name, title: title ?? '', from, until };
	return new AppError('clash', 'taken by another lesson', { details });
};
