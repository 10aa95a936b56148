// Timetables and a term's overview as .xlsx, laid out as people pin them up.
import type {
	CountyId,
	Day,
	SchoolId,
	SheetLanguage,
	TermId,
	Timetable,
	TimetableFileQuery,
} from '@classroom/protocol';
import type { People, PersonCaller } from '../../identity/index.ts';
import type { Clock, PlannedSheet, Spreadsheets } from '../../platform/index.ts';
import { AppError } from '../../platform/index.ts';
import { bellsOf } from '../bells/bellReader.ts';
import { periodsOn } from '../bells/bells.ts';
import { addDays } from '../days.ts';
import type { TimetableDb } from '../lessonTables.ts';
import type { CalendarRecord } from '../term/calendarReader.ts';
import { calendarOf, findTerm, termsOf } from '../term/calendarReader.ts';
import { isInTerm, weekOf } from '../term/term.ts';
import type { TimetableScope } from '../views/shownTo.ts';
import { readTimetable } from '../views/readTimetable.ts';
import { readOverview } from '../views/termOverview.ts';
import { scopeOfQuery, spanOfDays } from '../views/timetableQuery.ts';
import { daySheet } from './daySheet.ts';
import { monthSheet } from './monthSheet.ts';
import { overviewSheets } from './overviewSheets.ts';
import { communitiesOn, schoolOfScope, scopeName } from './pinnedNames.ts';
import type { PinnedLesson } from './pinnedLesson.ts';
import { PinnedNames, pinnedOf } from './pinnedLesson.ts';
import { runsAs, specialText } from './specialText.ts';
import { weekSheet } from './weekSheet.ts';

export interface PinnedDeps {
	readonly db: TimetableDb;
	readonly people: People;
	readonly clock: Clock;
	readonly timeZone: string;
	readonly spreadsheets: Spreadsheets;
}

export interface PinnedFile {
	readonly name: string;
	readonly bytes: Buffer;
}

interface Read {
	readonly query: TimetableFileQuery;
	readonly scope: TimetableScope;
	readonly timetable: Timetable;
	readonly lessons: readonly PinnedLesson[];
	/** Of whom or what it is. */
	readonly of: string;
	readonly calendars: readonly CalendarRecord[];
	readonly countyId: CountyId;
}

export class PinnedTimetables {
	readonly #deps: PinnedDeps;

	constructor(deps: PinnedDeps) {
		this.#deps = deps;
	}

	/** Of lessons that the caller may see. Throws as `readTimetable` does. */
	async timetable(caller: PersonCaller, query: TimetableFileQuery): Promise<PinnedFile> {
		const { db, clock, timeZone, spreadsheets } = this.#deps;
		const scope = scopeOfQuery(query);
		const timetable = await readTimetable(
			this.#deps,
			caller,
			scope,
			spanOfDays(query, timeZone),
			clock.now(),
		);
		const read: Read = {
			query,
			scope,
			timetable,
			lessons: timetable.lessons.map((lesson) => pinnedOf(lesson, timeZone)),
			of: await scopeName(db, caller, scope, timetable),
			calendars: await this.#calendars(caller.countyId, query),
			countyId: caller.countyId,
		};
		const title = titleOf(read);
		const sheet = await this.#sheet(read, title);
		return { name: `${title}.xlsx`, bytes: await spreadsheets.write({ title, sheets: [sheet] }) };
	}

	/** Throws `not-found`, `other-county`. */
	async overview(caller: PersonCaller, termId: TermId, language: SheetLanguage): Promise<PinnedFile> {
		const { db, timeZone, clock, spreadsheets } = this.#deps;
		const term = await findTerm(db, termId);
		if (term === null) throw new AppError('not-found');
		if (term.countyId !== caller.countyId) throw new AppError('other-county');
		const overview = await readOverview(db, caller, term, timeZone, clock.now());
		const title = language === 'en' ? `Overview of ${term.name}` : `${term.name} 学期总览`;
		const sheets = overviewSheets(overview, timeZone, language);
		return { name: `${title}.xlsx`, bytes: await spreadsheets.write({ title, sheets }) };
	}

	async #calendars(countyId: CountyId, { from, until }: TimetableFileQuery): Promise<CalendarRecord[]> {
		const { db } = this.#deps;
		const terms = await termsOf(db, countyId);
		const touched = terms.filter(({ firstDay, lastDay }) => firstDay <= until && from <= lastDay);
		return Promise.all(touched.map((term) => calendarOf(db, term)));
	}

	async #sheet(read: Read, title: string): Promise<PlannedSheet> {
		const { query, timetable, lessons, calendars } = read;
		const { language, from, until, layout } = query;
		const common = { title, lessons, names: new PinnedNames(timetable), language };
		const special = (day: Day): string | null => specialText(calendars, day, language);
		switch (layout) {
			case 'week':
				return weekSheet({
					...common,
					name: language === 'en' ? 'Week' : '周课表',
					days: daysFrom(from, until).map((day) => ({
						day,
						weekday: runsAs(calendars, day),
						special: special(day),
					})),
					bells: await this.#bellsFor(read),
				});
			case 'month':
				return monthSheet({
					...common,
					...{ from, until, special },
					name: language === 'en' ? 'Month' : '月历',
					weekOf: (day) => weekNumber(calendars, day),
				});
			case 'day':
				return this.#day(read, common);
		}
	}

	async #day(
		{ query: { from, language }, timetable, calendars, countyId }: Read,
		common: Pick<Parameters<typeof daySheet>[0], 'title' | 'lessons' | 'names' | 'language'>,
	): Promise<PlannedSheet> {
		const { db } = this.#deps;
		const schools = [...new Set(timetable.classrooms.map(({ schoolId }) => schoolId))];
		const bells = await bellsOf(db, schools);
		return daySheet({
			...common,
			name: language === 'en' ? 'Day' : '全县一天',
			lessons: common.lessons.filter(({ day }) => day === from),
			classrooms: timetable.classrooms,
			communities: await communitiesOn(db, countyId, from),
			periodsOf: (schoolId) => periodsOn(bells.get(schoolId) ?? [], from, runsAs(calendars, from)),
		});
	}

	/** Of the school whose timetable it is; a teacher's goes by the school where most of the lessons are sent. */
	async #bellsFor({ scope, timetable, lessons, countyId }: Read) {
		const { db } = this.#deps;
		const schoolId =
			scope.by === 'teacher' ? sendingMost(timetable, lessons) : await schoolOfScope(db, countyId, scope);
		if (schoolId === undefined) return [];
		return (await bellsOf(db, [schoolId])).get(schoolId) ?? [];
	}
}

const sendingMost = ({ classrooms }: Timetable, lessons: readonly PinnedLesson[]): SchoolId | undefined => {
	const schools = new Map(classrooms.map(({ classroomId, schoolId }) => [String(classroomId), schoolId]));
	const sent = Map.groupBy(lessons, ({ lesson }) => schools.get(lesson.sending ?? ''));
	sent.delete(undefined);
	return [...sent].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0];
};

const daysFrom = (from: Day, until: Day): Day[] => {
	const days: Day[] = [];
	for (let day = from; day <= until; day = addDays(day, 1)) days.push(day);
	return days;
};

const weekNumber = (calendars: readonly CalendarRecord[], day: Day): number | null => {
	const term = calendars.find((calendar) => isInTerm(calendar.term, day))?.term;
	return term === undefined ? null : weekOf(term, day);
};

/** `中心小学 课表 第2周 2026-03-09 至 2026-03-15` */
const titleOf = ({ query: { from, until, layout, language }, of, calendars }: Read): string => {
	const numbers = daysFrom(from, until).map((day) => weekNumber(calendars, day));
	const week = layout === 'week' ? (numbers.find((each) => each !== null) ?? null) : null;
	const words =
		language === 'en'
			? [of, 'Timetable', week === null ? '' : `week ${week}`, from === until ? from : `${from} to ${until}`]
			: [of, '课表', week === null ? '' : `第${week}周`, from === until ? from : `${from} 至 ${until}`];
	return words.filter((word) => word !== '').join(' ');
};
