// The people of a county and its schools, as administrators see and change them. Their records are identity's.
import type { ClassGroupId, CountyId, Person, PersonId, SchoolId } from '@classroom/protocol';
import type { People, PeopleQuery, PersonCaller, PersonInput, PersonRecord } from '../identity/index.ts';
import { AppError } from '../platform/index.ts';
import type { StoreDeps } from './deps.ts';
import { dbOf } from './deps.ts';
import type { Page } from './paging.ts';
import { isWithin, missing, tidied } from './peopleRules.ts';
import { unlessInUse } from './removal.ts';
import { scopeOf } from './scope.ts';

/** What features above keep of people; main wires it. */
export interface PersonUsage {
	/** Whether something, such as a lesson, names this person, who then cannot be removed. */
	isUsed(personId: PersonId): Promise<boolean>;
	/** How many lessons that are still to begin this person is to teach. */
	lessonsAhead(personId: PersonId): Promise<number>;
}

export interface RosterDeps extends StoreDeps {
	readonly people: People;
	readonly usage: PersonUsage;
}

export class Roster {
	readonly #deps: RosterDeps;

	constructor(deps: RosterDeps) {
		this.#deps = deps;
	}

	async list(caller: PersonCaller, query: Omit<PeopleQuery, 'countyId'>): Promise<Page<Person>> {
		const { countyId, schoolId } = scopeOf(caller);
		if (schoolId !== null && (query.schoolId ?? schoolId) !== schoolId) {
			return { items: [], next: null, total: 0 };
		}
		const own = schoolId === null ? {} : { schoolId };
		const page = await this.#deps.people.list({ ...query, ...own, countyId });
		return { ...page, items: await this.#shown(page.items) };
	}

	/** Throws `forbidden`, `other-county`, `bad-request`, `login-name-taken`. */
	async create(
		caller: PersonCaller,
		input: PersonInput & { readonly loginName: string; readonly password: string },
	): Promise<Person> {
		const person = await this.#checked(caller, input);
		const record = await this.#deps.people.create({
			...person,
			countyId: caller.countyId,
			loginName: input.loginName,
			password: input.password,
			mustChangePassword: true,
		});
		await this.#record(caller, 'person.created', record.personId, { role: record.role });
		return this.#shownOne(record);
	}

	/** Throws `not-found`, `other-county`, `forbidden`, `bad-request`, `last-administrator`, `lessons-ahead`. */
	async update(
		caller: PersonCaller,
		personId: PersonId,
		input: PersonInput & { readonly disabled: boolean },
	): Promise<Person> {
		const before = await this.#find(caller, personId);
		const person = await this.#checked(caller, input);
		const taught = before.role === 'teacher' && !before.disabled;
		if (taught && (input.disabled || person.role !== 'teacher')) await this.#refuseAhead(personId);
		const after = await this.#deps.people.update(caller.countyId, personId, {
			...person,
			disabled: input.disabled,
		});
		await this.#record(caller, 'person.changed', personId, {
			before: before.role,
			role: after.role,
			disabled: after.disabled,
		});
		return this.#shownOne(after);
	}

	/** A new first password, to be changed at the next sign-in. Throws `not-found`, `other-county`, `forbidden`. */
	async resetPassword(caller: PersonCaller, personId: PersonId, password: string): Promise<void> {
		await this.#find(caller, personId);
		await this.#deps.people.resetPassword(caller.countyId, personId, password);
		await this.#record(caller, 'person.password-reset', personId, {});
	}

	/** Throws `not-found`, `other-county`, `forbidden`, `still-in-use`, `last-administrator`. */
	async remove(caller: PersonCaller, personId: PersonId): Promise<void> {
		const { role } = await this.#find(caller, personId);
		if (await this.#deps.usage.isUsed(personId))
			throw new AppError('still-in-use', 'lessons name the person');
		await unlessInUse(() => this.#deps.people.remove(caller.countyId, personId));
		await this.#record(caller, 'person.removed', personId, { role });
	}

	/** Their lessons would have nobody who may give them. */
	async #refuseAhead(personId: PersonId): Promise<void> {
		const lessons = await this.#deps.usage.lessonsAhead(personId);
		if (lessons > 0) throw new AppError('lessons-ahead', undefined, { details: { lessons } });
	}

	async #find(caller: PersonCaller, personId: PersonId): Promise<PersonRecord> {
		const person = (await this.#deps.people.findMany([personId])).get(personId);
		if (person === undefined) throw new AppError('not-found');
		if (person.countyId !== caller.countyId) throw new AppError('other-county');
		if (!isWithin(scopeOf(caller), person)) throw new AppError('forbidden');
		return person;
	}

	async #checked(caller: PersonCaller, input: PersonInput): Promise<PersonInput> {
		const person = tidied(input);
		if (!isWithin(scopeOf(caller), person)) throw new AppError('forbidden');
		const issues = missing(person);
		const { schoolId, classGroupId } = person;
		const names = await this.#names({
			schoolIds: schoolId === null ? [] : [schoolId],
			classGroupIds: classGroupId === null ? [] : [classGroupId],
		});
		const school = schoolId === null ? undefined : names.schools.get(schoolId);
		const group = classGroupId === null ? undefined : names.classGroups.get(classGroupId);
		const counties = [school?.countyId, group?.countyId].filter((county) => county !== undefined);
		if (counties.some((county) => county !== caller.countyId)) throw new AppError('other-county');
		if (schoolId !== null && school === undefined) {
			issues.push({ path: 'schoolId', code: 'not-found' });
		}
		if (classGroupId !== null && group?.schoolId !== schoolId) {
			issues.push({ path: 'classGroupId', code: 'not-found' });
		}
		if (issues.length > 0) throw new AppError('bad-request', 'not a whole person', { issues });
		return person;
	}

	async #shownOne(record: PersonRecord): Promise<Person> {
		const [person] = await this.#shown([record]);
		if (person === undefined) throw new AppError('not-found');
		return person;
	}

	async #shown(records: readonly PersonRecord[]): Promise<Person[]> {
		const names = await this.#names({
			schoolIds: records.flatMap((record) => record.schoolId ?? []),
			classGroupIds: records.flatMap((record) => record.classGroupId ?? []),
		});
		return records.map(({ schoolId, classGroupId, ...record }) => ({
			personId: record.personId,
			name: record.name,
			loginName: record.loginName,
			role: record.role,
			schoolId,
			school: schoolId === null ? null : (names.schools.get(schoolId)?.name ?? null),
			subjects: [...record.subjects],
			classGroupId,
			classGroup: classGroupId === null ? null : (names.classGroups.get(classGroupId)?.name ?? null),
			disabled: record.disabled,
		}));
	}

	async #names(ids: { schoolIds: SchoolId[]; classGroupIds: ClassGroupId[] }): Promise<{
		schools: Map<SchoolId, { name: string; countyId: CountyId }>;
		classGroups: Map<ClassGroupId, { name: string; schoolId: SchoolId; countyId: CountyId }>;
	}> {
		const db = dbOf(this.#deps);
		const schools = ids.schoolIds.length
			? await db
					.selectFrom('school')
					.select(['school_id', 'name', 'county_id as countyId'])
					.where('school_id', 'in', [...new Set(ids.schoolIds)])
					.execute()
			: [];
		const classGroups = ids.classGroupIds.length
			? await db
					.selectFrom('class_group')
					.select(['class_group_id', 'name', 'school_id as schoolId', 'county_id as countyId'])
					.where('class_group_id', 'in', [...new Set(ids.classGroupIds)])
					.execute()
			: [];
		return {
			schools: new Map(schools.map(({ school_id, ...school }) => [school_id, school])),
			classGroups: new Map(classGroups.map(({ class_group_id, ...group }) => [class_group_id, group])),
		};
	}

	#record(
		caller: PersonCaller,
		action: `person.${string}`,
		person: PersonId,
		details: Readonly<Record<string, string | boolean>>,
	): Promise<void> {
		const { audit } = this.#deps;
		return audit.record({
			actor: caller,
			countyId: caller.countyId,
			action,
			subject: { person },
			details: { ...details },
		});
	}
}
