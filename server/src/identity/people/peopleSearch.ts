// Lists of people, page by page: those whose name or sign-in name begins with the search text, then those that
// contain it, each by name.
import type { ClassGroupId, CountyId, PersonRole, SchoolId } from '@classroom/protocol';
import { sql } from 'kysely';
import { AppError } from '../../platform/index.ts';
import type { IdentityDb } from '../identityTables.ts';
import type { PersonRecord } from './person.ts';
import { personOf } from './person.ts';
import { likeText, nameKey } from './textKeys.ts';

export interface PeopleQuery {
	readonly countyId: CountyId;
	readonly search?: string;
	readonly role?: PersonRole;
	readonly schoolId?: SchoolId;
	/** Of any of these. */
	readonly schoolIds?: readonly SchoolId[];
	/** True: only those who may sign in. */
	readonly active?: boolean;
	readonly classGroupId?: ClassGroupId;
	/** `next` of the page before. */
	readonly cursor?: string;
	readonly limit: number;
}

export interface PeoplePage {
	readonly items: PersonRecord[];
	/** Null: this was the last page. */
	readonly next: string | null;
	readonly total: number;
}

/** Throws `bad-request` when the cursor's person is gone. */
export const searchPeople = async (db: IdentityDb, query: PeopleQuery): Promise<PeoplePage> => {
	const text = nameKey(query.search ?? '');
	const matching = matchingPeople(db, query, text);
	const { total } = await matching
		.select((row) => row.fn.countAll<number>().as('total'))
		.executeTakeFirstOrThrow();
	const rank = rankOf(text);
	const rows = await (query.cursor === undefined ? matching : await after(db, query, text, query.cursor))
		.selectAll()
		.orderBy(rank)
		.orderBy('name_key')
		.orderBy('person_id')
		.limit(query.limit + 1)
		.execute();
	const items = rows.slice(0, query.limit).map(personOf);
	return { items, next: rows.length > query.limit ? (items.at(-1)?.personId ?? null) : null, total };
};

const matchingPeople = (db: IdentityDb, query: PeopleQuery, text: string) => {
	let people = db.selectFrom('person').where('county_id', '=', query.countyId);
	if (query.role !== undefined) people = people.where('role', '=', query.role);
	if (query.schoolId !== undefined) people = people.where('school_id', '=', query.schoolId);
	if (query.schoolIds !== undefined) people = people.where('school_id', 'in', query.schoolIds);
	if (query.active === true) people = people.where('disabled', '=', 0);
	if (query.classGroupId !== undefined) people = people.where('class_group_id', '=', query.classGroupId);
	if (text === '') return people;
	const like = `%${likeText(text)}%`;
	return people.where(
		sql<boolean>`(name_key like ${like} escape '\\' or login_key like ${like} escape '\\')`,
	);
};

/** 0: begins with the text, 1: contains it. */
const rankOf = (text: string) => {
	const like = `${likeText(text)}%`;
	return sql<number>`(case when name_key like ${like} escape '\\' or login_key like ${like} escape '\\'
		then 0 else 1 end)`;
};

const after = async (db: IdentityDb, query: PeopleQuery, text: string, cursor: string) => {
	const last = await db
		.selectFrom('person')
		.where('county_id', '=', query.countyId)
		.where(sql<boolean>`person_id = ${cursor}`)
		.select(['name_key', 'person_id', rankOf(text).as('rank')])
		.executeTakeFirst();
	if (last === undefined) {
		throw new AppError('bad-request', 'the cursor points nowhere', {
			issues: [{ path: 'cursor', code: 'not-found' }],
		});
	}
	return matchingPeople(db, query, text).where(
		sql<boolean>`(${rankOf(text)}, name_key, person_id) > (${last.rank}, ${last.name_key}, ${last.person_id})`,
	);
};
