// Schools: lists, and changes by administrators.
import { SchoolId } from '@classroom/protocol';
import type { CommunityId, CountyId, Day, School, SchoolKind } from '@classroom/protocol';
import { z } from 'zod';
import type { People, PersonCaller } from '../identity/index.ts';
import { AppError, newId } from '../platform/index.ts';
import type { StoreDeps } from './deps.ts';
import { audited, dbOf } from './deps.ts';
import { communitiesOf } from './memberships.ts';
import type { Page, PageRequest } from './paging.ts';
import { mapPage, pageOf, readCursor } from './paging.ts';
import { unlessInUse } from './removal.ts';
import type { SchoolsDb, SchoolsTransaction } from './schoolsTables.ts';
import type { SchoolScope } from './scope.ts';
import { within } from './scope.ts';
import { contains, schoolKey } from './searchText.ts';

export interface SchoolInput {
	readonly name: string;
	readonly kind: SchoolKind;
	readonly town: string | null;
	/** kbit/s; null: not known. */
	readonly linkDownKbps: number | null;
	readonly linkUpKbps: number | null;
}

export interface SchoolQuery extends PageRequest {
	readonly search?: string;
	readonly communityId?: CommunityId;
}

const Cursor = z.tuple([SchoolId]);

export class Schools {
	readonly #deps: StoreDeps & { readonly people: People };

	constructor(deps: StoreDeps & { readonly people: People }) {
		this.#deps = deps;
	}

	/** In the order in which they were made. */
	async list(scope: SchoolScope, query: SchoolQuery): Promise<Page<School>> {
		const db = dbOf(this.#deps);
		const matching = matchingSchools(db, scope, query, this.#deps.today());
		const { total } = await matching
			.select((row) => row.fn.countAll<number>().as('total'))
			.executeTakeFirstOrThrow();
		const [after] = readCursor(Cursor, query.cursor) ?? [];
		const rows = await withCounts(
			after === undefined ? matching : matching.where('school.school_id', '>', after),
		)
			.orderBy('school.school_id')
			.limit(query.limit + 1)
			.execute();
		const page = pageOf(rows, query.limit, total, (row) => [row.schoolId]);
		const ids = page.items.map((row) => row.schoolId);
		const communities = await communitiesOf(db, this.#deps.today(), ids);
		return mapPage(page, (row) => ({ ...row, communities: communities.get(row.schoolId) ?? [] }));
	}

	create(caller: PersonCaller, input: SchoolInput): Promise<School> {
		const now = this.#deps.clock.now();
		const schoolId = newId(SchoolId, now);
		return audited(this.#deps, caller, async (tx) => {
			await tx
				.insertInto('school')
				.values({ school_id: schoolId, county_id: caller.countyId, created_at: now, ...columnsOf(input) })
				.execute();
			return {
				result: { schoolId, ...input, communities: [], classrooms: 0, classGroups: 0 },
				entry: { action: 'school.created', subject: { text: input.name }, details: { kind: input.kind } },
			};
		});
	}

	/** Throws `not-found`, `other-county`, `forbidden`. */
	update(caller: PersonCaller, scope: SchoolScope, schoolId: SchoolId, input: SchoolInput): Promise<School> {
		return audited(this.#deps, caller, async (tx) => {
			const before = await schoolWithin(tx, scope, schoolId);
			await tx.updateTable('school').set(columnsOf(input)).where('school_id', '=', schoolId).execute();
			const counts = await withCounts(
				tx.selectFrom('school').where('school.school_id', '=', schoolId),
			).executeTakeFirstOrThrow();
			const communities = await communitiesOf(tx, this.#deps.today(), [schoolId]);
			return {
				result: { ...counts, communities: communities.get(schoolId) ?? [] },
				entry: { action: 'school.changed', subject: { text: input.name }, details: { before: before.name } },
			};
		});
	}

	/** Throws `not-found`, `other-county`, `still-in-use`. */
	async delete(caller: PersonCaller, scope: SchoolScope, schoolId: SchoolId): Promise<void> {
		const people = await this.#deps.people.count({ countyId: caller.countyId, schoolId });
		await audited(this.#deps, caller, async (tx) => {
			const { name } = await schoolWithin(tx, scope, schoolId);
			if (people > 0) throw new AppError('still-in-use', 'people belong to the school');
			await unlessInUse(() => tx.deleteFrom('school').where('school_id', '=', schoolId).execute());
			return { result: undefined, entry: { action: 'school.deleted', subject: { text: name } } };
		});
	}
}

/** The school, if it is the caller's to deal with. Throws `not-found`, `other-county`, `forbidden`. */
export const schoolWithin = async (
	db: SchoolsDb | SchoolsTransaction,
	scope: SchoolScope,
	schoolId: SchoolId,
): Promise<{ county_id: CountyId; name: string }> =>
	within(
		scope,
		await db
			.selectFrom('school')
			.select(['county_id', 'school_id', 'name'])
			.where('school_id', '=', schoolId)
			.executeTakeFirst(),
	);

const columnsOf = (input: SchoolInput) => ({
	name: input.name,
	name_key: schoolKey(input.name, input.town),
	kind: input.kind,
	town: input.town,
	link_down_kbps: input.linkDownKbps,
	link_up_kbps: input.linkUpKbps,
});

const matchingSchools = (db: SchoolsDb, scope: SchoolScope, query: SchoolQuery, today: Day) => {
	let schools = db.selectFrom('school').where('school.county_id', '=', scope.countyId);
	if (scope.schoolId !== null) schools = schools.where('school.school_id', '=', scope.schoolId);
	const found = contains(['school.name_key'], query.search);
	if (found !== undefined) schools = schools.where(found);
	const { communityId } = query;
	if (communityId === undefined) return schools;
	return schools.where('school.school_id', 'in', (members) =>
		members
			.selectFrom('community_membership')
			.select('community_membership.school_id')
			.where('community_id', '=', communityId)
			.where('from_day', '<=', today)
			.where((row) => row.or([row('until_day', 'is', null), row('until_day', '>', today)])),
	);
};

const withCounts = (schools: ReturnType<typeof matchingSchools>) =>
	schools.select((row) => [
		'school.school_id as schoolId',
		'school.name',
		'school.kind',
		'school.town',
		'school.link_down_kbps as linkDownKbps',
		'school.link_up_kbps as linkUpKbps',
		row
			.selectFrom('classroom')
			.whereRef('classroom.school_id', '=', 'school.school_id')
			.select((inner) => inner.fn.countAll<number>().as('n'))
			.$asScalar()
			.$notNull()
			.as('classrooms'),
		row
			.selectFrom('class_group')
			.whereRef('class_group.school_id', '=', 'school.school_id')
			.select((inner) => inner.fn.countAll<number>().as('n'))
			.$asScalar()
			.$notNull()
			.as('classGroups'),
	]);
