// Who and what is taken when. A teacher, a classroom (with its device) and a class can be in one lesson at a time: the
// database itself refuses a second one (see timetableMigrations.ts), whoever writes it on whichever server.
import type { Instant } from '@classroom/protocol';
import { LESSON_MAX_MS, LessonId } from '@classroom/protocol';
import { sql } from 'kysely';
import type { DatabaseKind } from '../../platform/index.ts';
import { inChunks, insertPacked } from '../../platform/index.ts';
import type { Need, NeedKind } from '../capacity/needs.ts';
import { useCapacity } from '../capacity/useCapacity.ts';
import type { CheckedPlan, PartKeys } from '../checkedPlan.ts';
import type { LessonTables, TimetableDb, TimetableTransaction } from '../lessonTables.ts';
import type { Taken } from './freePlaces.ts';
import type { Span } from './spans.ts';
import { merged, SPANS_AT_ONCE, withSpans } from './spans.ts';

export interface Resource {
	readonly kind: LessonTables['booking']['resource'];
	readonly id: string;
}

/** Something wanted is taken by another lesson. */
export interface Clash extends Taken {
	readonly resource: { readonly kind: Resource['kind'] | NeedKind; readonly id: string };
	readonly lessonId: LessonId;
}

export const spanOf = ({ input: { plannedStart, lengthMs } }: Pick<CheckedPlan, 'input'>): Taken => ({
	from: plannedStart,
	until: plannedStart + lengthMs,
});

/** All that the plan takes, in one order for everybody: whoever books waits for each in turn, and never in a circle. */
export const resourcesOf = ({
	teacherId,
	sendingClassroom,
	receivingClassrooms,
	classGroups,
}: PartKeys): Resource[] => {
	const places = sendingClassroom === null ? receivingClassrooms : [sendingClassroom, ...receivingClassrooms];
	return inOrder([
		{ kind: 'teacher', id: teacherId },
		...places.map(({ classroomId }) => ({ kind: 'classroom' as const, id: classroomId })),
		...classGroups.map(({ classGroupId }) => ({ kind: 'class' as const, id: classGroupId })),
	]);
};

/** Each once, in the order in which everybody waits for them. */
export const inOrder = <R extends Clash['resource']>(resources: readonly R[]): R[] =>
	[...new Map(resources.map((resource) => [keyOf(resource), resource]))]
		.toSorted(([a], [b]) => (a < b ? -1 : 1))
		.map(([, resource]) => resource);

export const keyOf = ({ kind, id }: Clash['resource']): string => `${kind} ${id}`;

/**
 * Waits until nobody else is booking any of these, so that what is then found free stays free until the transaction
 * ends. SQLite has one writer at a time as it is.
 */
export const lockResources = async (
	tx: TimetableTransaction,
	kind: DatabaseKind,
	resources: readonly Clash['resource'][],
): Promise<void> => {
	if (kind === 'sqlite') return;
	const keys = resources.map(keyOf);
	await sql`select pg_advisory_xact_lock(hashtextextended(key, 0))
		from unnest(${keys}::text[]) with ordinality as wanted (key, place)`.execute(tx);
};

/** What is taken of these between `span`'s ends, by start; not by the lesson `except`. */
export const takenOf = async (
	db: TimetableDb | TimetableTransaction,
	resources: readonly Resource[],
	span: Taken,
	except: LessonId | null,
): Promise<Clash[]> => (await takenIn(db, resources, [span])).filter(({ lessonId }) => lessonId !== except);

interface BookingRow {
	readonly resource: Resource['kind'];
	readonly resource_id: string;
	readonly lesson_id: string;
	readonly starts_at: number;
	readonly ends_at: number;
}

/** What is taken of these at some time of the spans, by start. */
export const takenIn = async (
	db: TimetableDb | TimetableTransaction,
	resources: readonly Resource[],
	spans: readonly Span[],
): Promise<Clash[]> => {
	const kinds = sql.join([...new Set(resources.map(({ kind }) => kind))]);
	const ids = sql.join(resources.map(({ id }) => id));
	const taken = new Map<string, Clash>();
	await inChunks(
		merged(spans),
		async (chunk) => {
			// No lesson is longer than LESSON_MAX_MS, so that the index has to be read no further back.
			const { rows } = await sql<BookingRow>`${withSpans(chunk)}
				select booking.* from span cross join booking
				where resource in (${kinds}) and resource_id in (${ids})
					and starts_at < until_at and starts_at > from_at - ${LESSON_MAX_MS} and ends_at > from_at
				order by starts_at, resource`.execute(db);
			for (const row of rows) {
				taken.set(`${row.lesson_id} ${row.resource_id}`, {
					resource: { kind: row.resource, id: row.resource_id },
					lessonId: LessonId.parse(row.lesson_id),
					from: row.starts_at,
					until: row.ends_at,
				});
			}
		},
		SPANS_AT_ONCE,
	);
	return [...taken.values()];
};

export interface Booked {
	readonly lessonId: LessonId;
	readonly resources: readonly Resource[];
	readonly needs: readonly Need[];
	readonly from: Instant;
	readonly until: Instant;
}

/**
 * Throws `conflict` when the database finds something taken that {@link takenOf} did not. What these lessons had booked
 * before has to be released.
 */
export const bookAll = async (tx: TimetableTransaction, lessons: readonly Booked[]): Promise<void> => {
	await insertPacked(
		tx,
		'booking',
		lessons.flatMap(({ lessonId, resources, from, until }) =>
			resources.map(({ kind, id }) => ({
				lesson_id: lessonId,
				resource: kind,
				resource_id: id,
				starts_at: from,
				ends_at: until,
			})),
		),
	);
	await useCapacity(tx, lessons);
};

/** The lessons take nothing any more. */
export const release = (
	tx: TimetableDb | TimetableTransaction,
	...lessonIds: readonly LessonId[]
): Promise<void> =>
	inChunks(lessonIds, async (chunk) => {
		await tx.deleteFrom('booking').where('lesson_id', 'in', chunk).execute();
		await tx.deleteFrom('lesson_load').where('lesson_id', 'in', chunk).execute();
	});
