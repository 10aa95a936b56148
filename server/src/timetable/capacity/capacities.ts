// How much there is of what is limited, and how much of it is used when.
import { LESSON_MAX_MS, LessonId, SchoolId } from '@classroom/protocol';
import { sql } from 'kysely';
import { inChunks } from '../../platform/index.ts';
import type { Span } from '../clashes/spans.ts';
import { merged, SPANS_AT_ONCE, withSpans } from '../clashes/spans.ts';
import type { TimetableDb, TimetableTransaction } from '../lessonTables.ts';
import type { Load, Need, NeedKind } from './needs.ts';
import { needKey } from './needs.ts';

type Db = TimetableDb | TimetableTransaction;

/** By {@link needKey}; what is not in it is not limited, such as the link of a school of which nobody knows it. */
export const capacitiesFor = async (db: Db, needs: readonly Need[]): Promise<Map<string, number>> => {
	const capacities = new Map<string, number>();
	for (const { resource, amount } of await db.selectFrom('capacity').selectAll().execute()) {
		capacities.set(needKey({ kind: resource, id: 'all' }), amount);
	}
	const schools = [...new Set(needs.filter(({ kind }) => kind === 'link').map(({ id }) => schoolOf(id)))];
	await inChunks(schools, async (chunk) => {
		const rows = await db
			.selectFrom('school')
			.select(['school_id', 'link_down_kbps', 'link_up_kbps'])
			.where('school_id', 'in', chunk)
			.execute();
		for (const row of rows) {
			if (row.link_down_kbps !== null) capacities.set(linkKey(row.school_id, 'down'), row.link_down_kbps);
			if (row.link_up_kbps !== null) capacities.set(linkKey(row.school_id, 'up'), row.link_up_kbps);
		}
	});
	return capacities;
};

/** Of a link's id. */
export const schoolOf = (id: string): SchoolId => SchoolId.parse(id.slice(0, id.lastIndexOf('/')));
const linkKey = (schoolId: SchoolId, way: 'down' | 'up'): string =>
	needKey({ kind: 'link', id: `${schoolId}/${way}` });

export interface UsedLoad extends Load {
	readonly lessonId: LessonId;
	readonly kind: NeedKind;
	readonly id: string;
}

interface LoadRow {
	readonly lesson_id: string;
	readonly resource: NeedKind;
	readonly resource_id: string;
	readonly amount: number;
	readonly starts_at: number;
	readonly ends_at: number;
}

/** What lessons use of these at some time of the spans, by start. */
export const loadsOf = async (
	db: Db,
	needs: readonly Pick<Need, 'kind' | 'id'>[],
	spans: readonly Span[],
): Promise<UsedLoad[]> => {
	if (needs.length === 0) return [];
	const used = new Map<string, UsedLoad>();
	const kinds = sql.join([...new Set(needs.map(({ kind }) => kind))]);
	const ids = sql.join([...new Set(needs.map(({ id }) => id))]);
	await inChunks(
		merged(spans),
		async (chunk) => {
			// No lesson is longer than LESSON_MAX_MS, so that the index has to be read no further back.
			const { rows } = await sql<LoadRow>`${withSpans(chunk)}
				select lesson_load.* from span cross join lesson_load
				where resource in (${kinds}) and resource_id in (${ids})
					and starts_at < until_at and starts_at > from_at - ${LESSON_MAX_MS} and ends_at > from_at
				order by starts_at`.execute(db);
			for (const row of rows) {
				used.set(`${row.lesson_id} ${row.resource} ${row.resource_id}`, {
					lessonId: LessonId.parse(row.lesson_id),
					kind: row.resource,
					id: row.resource_id,
					amount: row.amount,
					from: row.starts_at,
					until: row.ends_at,
				});
			}
		},
		SPANS_AT_ONCE,
	);
	return [...used.values()];
};

/** Null: not limited. */
export const setCapacity = async (
	db: Db,
	resource: 'recorder' | 'sfu',
	amount: number | null,
): Promise<void> => {
	if (amount === null) await db.deleteFrom('capacity').where('resource', '=', resource).execute();
	else {
		await db
			.insertInto('capacity')
			.values({ resource, amount })
			.onConflict((row) => row.column('resource').doUpdateSet({ amount }))
			.execute();
	}
};
