// Rosters in and out: the template, an import with its dry run, the export, and lists of first passwords.
import type { RosterImport, SheetLanguage } from '@classroom/protocol';
import type { Transaction } from 'kysely';
import { setImmediate as breathe } from 'node:timers/promises';
import type { NewPerson, People, PersonCaller, PersonRow, RosterPerson } from '../../identity/index.ts';
import { drawPassword, loginKey } from '../../identity/index.ts';
import type { NoTables, Spreadsheets } from '../../platform/index.ts';
import { annotated, AppError, readForm } from '../../platform/index.ts';
import type { StoreDeps } from '../deps.ts';
import { auditedChange, auditedLongChange, dbOf } from '../deps.ts';
import type { SchoolsTables } from '../schoolsTables.ts';
import type { SchoolScope } from '../scope.ts';
import { scopeOf } from '../scope.ts';
import { applyRoster } from './applyRoster.ts';
import { newIds } from './newIds.ts';
import { planRoster } from './planRoster.ts';
import type { HandedIn } from './rosterAnswer.ts';
import { answerOf, issuesOf, refuseOtherForm } from './rosterAnswer.ts';
import { rosterForms } from './rosterForms.ts';
import type { NewRosterPerson, RosterPlan, RosterReadings } from './rosterPlan.ts';
import { changesNothing, isFlawless } from './rosterPlan.ts';
import type { WithPassword } from './rosterSheets.ts';
import { planPasswords, planRosterWorkbook } from './rosterSheets.ts';
import type { IdentityTransaction, RosterState } from './rosterState.ts';
import { readPlaces } from './rosterState.ts';

export interface RosterExchangeDeps extends StoreDeps {
	readonly people: People;
	readonly spreadsheets: Spreadsheets;
}

const drawnInOneGo = 500;

type IdentityTables = IdentityTransaction extends Transaction<infer Tables> ? Tables : never;

export class RosterExchange {
	readonly #deps: RosterExchangeDeps;

	constructor(deps: RosterExchangeDeps) {
		this.#deps = deps;
	}

	/** The .xlsx to fill in. */
	template(caller: PersonCaller, language: SheetLanguage): Promise<Buffer> {
		const own = scopeOf(caller).schoolId !== null;
		return this.#deps.spreadsheets.write(planRosterWorkbook(rosterForms(own), null, own, language));
	}

	/** The same form, filled with what there is: imported again, it changes nothing. */
	async export(caller: PersonCaller, language: SheetLanguage): Promise<Buffer> {
		const scope = scopeOf(caller);
		const { people, spreadsheets, database } = this.#deps;
		const identity = database.as<IdentityTables>();
		const [places, teachers, students] = [
			await readPlaces(dbOf(this.#deps), scope),
			await people.imports.list(identity, { ...scope, role: 'teacher' }),
			await people.imports.list(identity, { ...scope, role: 'student' }),
		];
		const own = scope.schoolId !== null;
		const content = { places, teachers, students };
		return spreadsheets.write(planRosterWorkbook(rosterForms(own), content, own, language));
	}

	/**
	 * All or nothing; `dryRun` only looks. Throws the errors of {@link Spreadsheets.read}, `spreadsheet-other-form`, and
	 * `import-overtaken` when somebody else changed the same just now.
	 */
	async import(
		caller: PersonCaller,
		bytes: Uint8Array,
		{ dryRun, language }: { readonly dryRun: boolean; readonly language: SheetLanguage },
	): Promise<RosterImport> {
		const scope = scopeOf(caller);
		const handedIn = await this.#read(scope, bytes, language);
		const plan = await this.#plan(scope, handedIn, language);
		const answer = answerOf(scope, handedIn, plan, language);
		if (dryRun || !isFlawless(plan)) return answer;
		if (changesNothing(plan)) return { ...answer, saved: true };
		const people = await withPasswords(plan.people.create);
		// Before anything is saved: what cannot be told must not be kept.
		const firstPasswords = await this.#passwordFile(people, language);
		await this.#save(caller, scope, handedIn, await this.#prepared(scope, people), language);
		return { ...answer, saved: true, firstPasswords };
	}

	/** The file with its mistakes marked, and a list of them as its first sheet. */
	async annotate(caller: PersonCaller, bytes: Uint8Array, language: SheetLanguage): Promise<Buffer> {
		const scope = scopeOf(caller);
		const handedIn = await this.#read(scope, bytes, language);
		const plan = await this.#plan(scope, handedIn, language);
		const issues = issuesOf(handedIn, plan, language);
		return this.#deps.spreadsheets.write(annotated(handedIn.workbook, issues, language));
	}

	/** New first passwords for all who have not chosen one of their own yet; their older ones end. */
	async renewFirstPasswords(
		caller: PersonCaller,
		language: SheetLanguage,
	): Promise<{ people: number; firstPasswords: string | null }> {
		const scope = scopeOf(caller);
		const waiting = await this.#waiting(scope);
		if (waiting.length === 0) return { people: 0, firstPasswords: null };
		const file = await this.#passwordFile(waiting, language);
		const rows = await this.#prepared(scope, waiting);
		const { people } = this.#deps;
		const tell = await auditedChange<IdentityTables, () => Promise<void>>(this.#deps, caller, async (tx) => ({
			result: await people.imports.renewPasswords(tx, rows),
			entry: { action: 'roster.passwords-renewed', details: { people: rows.length } },
		}));
		await tell();
		return { people: rows.length, firstPasswords: file };
	}

	async #read(scope: SchoolScope, bytes: Uint8Array, language: SheetLanguage): Promise<HandedIn> {
		const workbook = await this.#deps.spreadsheets.read(bytes);
		const forms = rosterForms(scope.schoolId !== null);
		refuseOtherForm(forms, workbook, language);
		const readings: RosterReadings = {
			schools: await readForm(forms.schools, workbook, language),
			classrooms: await readForm(forms.classrooms, workbook, language),
			classes: await readForm(forms.classes, workbook, language),
			teachers: await readForm(forms.teachers, workbook, language),
			students: await readForm(forms.students, workbook, language),
		};
		const loginKeys = [...readings.teachers.rows, ...readings.students.rows].map(({ values }) =>
			loginKey(values.loginName),
		);
		return { workbook, readings, loginKeys };
	}

	async #plan(scope: SchoolScope, handedIn: HandedIn, language: SheetLanguage): Promise<RosterPlan> {
		const { people, database, clock } = this.#deps;
		const state: RosterState = {
			...(await readPlaces(dbOf(this.#deps), scope)),
			people: await people.imports.holders(database.as<IdentityTables>(), handedIn.loginKeys),
		};
		await breathe();
		return planRoster(handedIn.readings, state, newIds(clock.now()), language);
	}

	/** Looks again, now that nobody else changes the county's schools, and writes. */
	async #save(
		caller: PersonCaller,
		scope: SchoolScope,
		{ readings, loginKeys }: HandedIn,
		prepared: readonly PersonRow[],
		language: SheetLanguage,
	): Promise<void> {
		const { people, clock } = this.#deps;
		const rows = new Map(prepared.map((row) => [row.login_key, row]));
		const tell = await auditedLongChange<NoTables, () => Promise<void>>(
			this.#deps,
			caller,
			async (transaction) => {
				const tx = transaction.$extendTables<SchoolsTables>();
				const identity = transaction.$extendTables<IdentityTables>();
				await tx
					.updateTable('county')
					.set((row) => ({ name: row.ref('name') }))
					.where('county_id', '=', scope.countyId)
					.execute();
				const holders: Map<string, RosterPerson> = await people.imports.holders(identity, loginKeys);
				const state = { ...(await readPlaces(tx, scope)), people: holders };
				const plan = planRoster(readings, state, newIds(clock.now()), language);
				const newPeople = plan.people.create.map((person) => rowOf(person, rows));
				if (!isFlawless(plan) || newPeople.length !== prepared.length) throw overtaken();
				const applying = { countyId: scope.countyId, now: clock.now(), people, newPeople };
				return {
					result: await applyRoster(tx, identity, plan, applying),
					entry: { action: 'roster.imported', details: detailsOf(plan) },
				};
			},
		);
		await tell();
	}

	#prepared(
		{ countyId }: SchoolScope,
		people: readonly (Omit<NewRosterPerson, 'school' | 'classGroup'> & { readonly password: string })[],
	): Promise<PersonRow[]> {
		return this.#deps.people.prepareDrawn(
			people.map(({ personId, role, name, loginName, password, schoolId, classGroupId, subjects }) => ({
				personId,
				countyId,
				role,
				name,
				loginName,
				password,
				schoolId,
				classGroupId,
				subjects,
				mustChangePassword: true,
			})) satisfies NewPerson[],
		);
	}

	async #passwordFile(people: readonly WithPassword[], language: SheetLanguage): Promise<string | null> {
		if (people.length === 0) return null;
		return (await this.#deps.spreadsheets.write(planPasswords(people, language))).toString('base64');
	}

	async #waiting(scope: SchoolScope): Promise<(NewRosterPerson & { readonly password: string })[]> {
		const { people, database } = this.#deps;
		const { schools, classes } = await readPlaces(dbOf(this.#deps), scope);
		const schoolNames = new Map(schools.map(({ schoolId, name }) => [schoolId, name]));
		const classNames = new Map(classes.map(({ classGroupId, name }) => [classGroupId, name]));
		const found: NewRosterPerson[] = [];
		for (const role of ['teacher', 'student'] as const) {
			for (const person of await people.imports.list(database.as<IdentityTables>(), { ...scope, role })) {
				const { schoolId, classGroupId } = person;
				if (!person.mustChangePassword || person.disabled || schoolId === null) continue;
				found.push({
					personId: person.personId,
					role,
					name: person.name,
					loginName: person.loginName,
					loginKey: loginKey(person.loginName),
					schoolId,
					school: schoolNames.get(schoolId) ?? '',
					classGroupId,
					classGroup: classGroupId === null ? null : (classNames.get(classGroupId) ?? null),
					subjects: person.subjects,
				});
			}
		}
		return withPasswords(found);
	}
}

/** Thousands are drawn in portions: lessons go on beside it. */
const withPasswords = async <T extends object>(
	people: readonly T[],
): Promise<(T & { readonly password: string })[]> => {
	const all: (T & { readonly password: string })[] = [];
	for (const [done, person] of people.entries()) {
		if (done % drawnInOneGo === 0) await breathe();
		all.push({ ...person, password: drawPassword() });
	}
	return all;
};

/** The ids of what is made now, the password that was hashed before. */
const rowOf = (person: NewRosterPerson, prepared: ReadonlyMap<string, PersonRow>): PersonRow => {
	const row = prepared.get(person.loginKey);
	if (row === undefined) throw overtaken();
	return {
		...row,
		person_id: person.personId,
		school_id: person.schoolId,
		class_group_id: person.classGroupId,
	};
};

const overtaken = (): AppError => new AppError('import-overtaken', 'what there is has changed meanwhile');

const detailsOf = ({ counts }: RosterPlan): Record<string, number> => {
	const all = Object.values(counts);
	return {
		created: all.reduce((sum, { created }) => sum + created, 0),
		updated: all.reduce((sum, { updated }) => sum + updated, 0),
		unchanged: all.reduce((sum, { unchanged }) => sum + unchanged, 0),
	};
};
