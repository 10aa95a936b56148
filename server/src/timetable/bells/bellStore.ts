// The bell schedules of schools: read, replaced, compared.
import { BellScheduleId } from '@classroom/protocol';
import type {
	BellScheduleInput,
	CalendarEffect,
	CountyId,
	Day,
	PeriodFit,
	SchoolBells,
	SchoolId,
	Weekday,
} from '@classroom/protocol';
import type { PersonCaller } from '../../identity/index.ts';
import { AppError, newId } from '../../platform/index.ts';
import { auditedChange, within } from '../../schools/index.ts';
import type { TimetableDb, TimetableTables, TimetableTransaction } from '../lessonTables.ts';
import { mayChangeBells } from '../term/calendarAccess.ts';
import { lockCalendar } from '../term/calendarLock.ts';
import type { TermsDeps } from '../term/terms.ts';
import { weekdayOf } from '../term/term.ts';
import type { BellScheduleRecord } from './bellReader.ts';
import { bellsOf } from './bellReader.ts';
import { bellIssues } from './bellRules.ts';
import type { Period } from './bells.ts';
import { fitsOf, periodsOn } from './bells.ts';

type Db = TimetableDb | TimetableTransaction;

export interface BellsQuery {
	readonly sending: SchoolId;
	readonly receiving: readonly SchoolId[];
	readonly day: Day;
	/** Which weekday the day runs as; left out: its own. */
	readonly weekday?: Weekday;
}

export interface BellsFit {
	readonly schools: { readonly schoolId: SchoolId; readonly school: string; readonly periods: Period[] }[];
	readonly fits: PeriodFit[];
}

interface OwnSchool {
	readonly schoolId: SchoolId;
	readonly name: string;
}

export class Bells {
	readonly #deps: TermsDeps;
	readonly #db: TimetableDb;

	constructor(deps: TermsDeps) {
		this.#deps = deps;
		this.#db = deps.database.as<TimetableTables>();
	}

	/** Every school of the caller's county, in the order in which they were made. */
	async list(caller: PersonCaller) {
		const rows = await this.#db
			.selectFrom('school')
			.leftJoin('bell_schedule', 'bell_schedule.school_id', 'school.school_id')
			.select(['school.school_id as schoolId', 'school.name as school'])
			.select((row) => row.fn.count<number>('bell_schedule.schedule_id').as('schedules'))
			.where('school.county_id', '=', caller.countyId)
			.groupBy(['school.school_id', 'school.name'])
			.orderBy('school.school_id')
			.execute();
		return rows.map((row) => ({ ...row, mayChange: mayChangeBells(caller, row.schoolId) }));
	}

	/** Throws `not-found`, `other-county`. */
	async read(caller: PersonCaller, schoolId: SchoolId): Promise<SchoolBells> {
		const school = await ownSchool(this.#db, caller.countyId, schoolId);
		return view(caller, school, (await bellsOf(this.#db, [schoolId])).get(schoolId) ?? []);
	}

	/**
	 * Replaces all of a school's schedules with the lessons that go by them, or, with `dryRun`, says what that would
	 * do. Throws `not-found`, `other-county`, `forbidden`, `bad-request` with what {@link bellIssues} finds.
	 */
	async save(
		caller: PersonCaller,
		schoolId: SchoolId,
		input: readonly BellScheduleInput[],
		dryRun: boolean,
	): Promise<{ bells: SchoolBells; effect: CalendarEffect }> {
		const school = await ownSchool(this.#db, caller.countyId, schoolId);
		if (!mayChangeBells(caller, schoolId)) throw new AppError('forbidden');
		const issues = bellIssues(input);
		if (issues.length > 0) throw new AppError('bad-request', 'the bells cannot be so', { issues });
		const now = this.#deps.clock.now();
		const after = input.map((schedule): BellScheduleRecord => ({
			...schedule,
			scheduleId: newId(BellScheduleId, now),
			weekdays: schedule.weekdays?.toSorted((a, b) => a - b) ?? null,
			periods: schedule.periods.toSorted((a, b) => a.from - b.from),
		}));
		const bells = view(caller, school, after);
		if (dryRun) {
			const before = (await bellsOf(this.#db, [schoolId])).get(schoolId) ?? [];
			const changes = [{ schoolId, before, after }];
			return { bells, effect: await this.#deps.lessons.foreseeBells(this.#db, changes) };
		}
		const lessons = await this.#saved(caller, school, after);
		await lessons.announce();
		return { bells, effect: lessons.effect };
	}

	#saved(caller: PersonCaller, { schoolId, name }: OwnSchool, after: readonly BellScheduleRecord[]) {
		return auditedChange(this.#deps, caller, async (tx: TimetableTransaction) => {
			await lockCalendar(tx, this.#deps.database.kind, caller.countyId, 'change');
			const before = (await bellsOf(tx, [schoolId])).get(schoolId) ?? [];
			await replaceBells(tx, schoolId, after);
			const changes = [{ schoolId, before, after }];
			const result = await this.#deps.lessons.changeBells(tx, caller.countyId, changes);
			const { fallAway, move, added } = result.effect;
			const details = { schedules: after.length, fallAway, move, added };
			return { result, entry: { action: 'bells.changed', subject: { text: name }, details } };
		});
	}

	/** Throws `other-county`, `bad-request` for schools that there are not. */
	async compare({ countyId }: PersonCaller, query: BellsQuery): Promise<BellsFit> {
		const schools = await this.#compared(countyId, query);
		const bells = await bellsOf(
			this.#db,
			schools.map(({ schoolId }) => schoolId),
		);
		const weekday = query.weekday ?? weekdayOf(query.day);
		const withPeriods = schools.map(({ schoolId, name }) => ({
			schoolId,
			school: name,
			periods: [...periodsOn(bells.get(schoolId) ?? [], query.day, weekday)],
		}));
		const [sending, ...receiving] = withPeriods.map(({ periods }) => periods);
		const fits = fitsOf(sending ?? [], receiving);
		return {
			schools: withPeriods,
			fits: fits.map((fit) => ({ ...fit, receiving: [...fit.receiving] })),
		};
	}

	async #compared(countyId: CountyId, { sending, receiving }: BellsQuery): Promise<OwnSchool[]> {
		const ids = [sending, ...receiving];
		const rows = await this.#db
			.selectFrom('school')
			.select(['school_id as schoolId', 'name', 'county_id'])
			.where('school_id', 'in', ids)
			.execute();
		return ids.map((schoolId, place) => {
			const row = rows.find((each) => each.schoolId === schoolId);
			if (row !== undefined) return within({ countyId, schoolId: null }, row);
			const path = place === 0 ? 'sending' : 'receiving';
			throw new AppError('bad-request', 'no such school', { issues: [{ path, code: 'not-found' }] });
		});
	}
}

const view = (
	caller: PersonCaller,
	{ schoolId, name }: OwnSchool,
	schedules: readonly BellScheduleRecord[],
): SchoolBells => ({
	schoolId,
	school: name,
	schedules: schedules.map((schedule) => ({
		...schedule,
		weekdays: schedule.weekdays === null ? null : [...schedule.weekdays],
		periods: [...schedule.periods],
	})),
	mayChange: mayChangeBells(caller, schoolId),
});

const ownSchool = async (db: Db, countyId: CountyId, schoolId: SchoolId): Promise<OwnSchool> =>
	within(
		{ countyId, schoolId: null },
		await db
			.selectFrom('school')
			.select(['county_id', 'school_id as schoolId', 'name'])
			.where('school_id', '=', schoolId)
			.executeTakeFirst(),
	);

/** Puts these in the place of all that the school has. */
export const replaceBells = async (
	tx: TimetableTransaction,
	schoolId: SchoolId,
	schedules: readonly BellScheduleRecord[],
): Promise<void> => {
	await tx.deleteFrom('bell_schedule').where('school_id', '=', schoolId).execute();
	const rows = schedules.map(({ scheduleId, name, season, weekdays, periods }, position) => ({
		schedule_id: scheduleId,
		school_id: schoolId,
		position,
		name,
		season_from: season?.from ?? null,
		season_until: season?.until ?? null,
		weekdays: weekdays === null ? null : JSON.stringify(weekdays),
		periods: JSON.stringify(periods),
	}));
	if (rows.length > 0) await tx.insertInto('bell_schedule').values(rows).execute();
};
