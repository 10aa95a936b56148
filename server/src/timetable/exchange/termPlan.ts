// What a file with a term's plan would change, sheet by sheet. Pure.
import type {
	ClosureId,
	CommunityId,
	CountyId,
	Day,
	Instant,
	SchoolId,
	SeriesId,
	TermId,
} from '@classroom/protocol';
import type { SheetLanguage, TermPlanImport } from '@classroom/protocol';
import type { Finding, FormReading } from '../../platform/index.ts';
import type { BellScheduleRecord } from '../bells/bellReader.ts';
import type { CalendarRecord } from '../term/calendarReader.ts';
import type { SeriesRecord } from '../series/seriesRecord.ts';
import type { NameSource, PlanNames } from './planNames.ts';
import type { BellRow, DayRow, SeriesRow, TermPlanFormId, TermRow } from './termPlanForms.ts';

export interface TermPlanReadings {
	readonly terms: FormReading<TermRow>;
	readonly days: FormReading<DayRow>;
	readonly bells: FormReading<BellRow>;
	readonly series: FormReading<SeriesRow>;
}

type Bells = ReadonlyMap<SchoolId, readonly BellScheduleRecord[]>;

/** What there is already. */
export interface PlanState extends NameSource {
	readonly communities: readonly { readonly communityId: CommunityId; readonly name: string }[];
	/** Every term of the county with its calendar, the latest first. */
	readonly calendars: readonly CalendarRecord[];
	readonly bells: Bells;
	/** Of terms that are not over or that the file names. */
	readonly series: readonly SeriesRecord[];
}

export interface PlanContext {
	readonly countyId: CountyId;
	readonly language: SheetLanguage;
	/** In the county. */
	readonly today: Day;
	readonly now: Instant;
	readonly timeZone: string;
	readonly ids: {
		term(): TermId;
		closure(): ClosureId;
		schedule(): BellScheduleRecord['scheduleId'];
		series(): SeriesId;
	};
}

export interface PlannedTerm {
	/** Null: it is new. */
	readonly before: CalendarRecord | null;
	readonly after: CalendarRecord;
}

/** A series that is new, with the row that each of its weekdays and periods (`4-2`) stands in. */
export interface PlannedSeries {
	readonly series: SeriesRecord;
	readonly rows: ReadonlyMap<string, number>;
}

export interface TermPlan {
	/** Every term, changed or not, by id. */
	readonly terms: Map<TermId, PlannedTerm>;
	/** Schools whose bells change, with all of their schedules. */
	readonly bells: Map<SchoolId, readonly BellScheduleRecord[]>;
	readonly series: PlannedSeries[];
	readonly counts: Record<TermPlanFormId, { created: number; updated: number; unchanged: number }>;
	readonly findings: Readonly<Record<TermPlanFormId, Finding[]>>;
}

/** What the sheets are planned with. */
export interface Planning {
	readonly readings: TermPlanReadings;
	readonly state: PlanState;
	readonly context: PlanContext;
	readonly names: PlanNames;
	readonly plan: TermPlan;
	/** A name that may have been meant. */
	readonly near: (what: string, text: string) => string | null;
}

export const emptyTermPlan = (readings: TermPlanReadings, { calendars }: PlanState): TermPlan => {
	const none = () => ({ created: 0, updated: 0, unchanged: 0 });
	return {
		terms: new Map(
			calendars.map((calendar) => [calendar.term.termId, { before: calendar, after: calendar }]),
		),
		bells: new Map(),
		series: [],
		counts: { terms: none(), days: none(), bells: none(), series: none() },
		findings: {
			terms: [...readings.terms.findings],
			days: [...readings.days.findings],
			bells: [...readings.bells.findings],
			series: [...readings.series.findings],
		},
	};
};

export const isFlawless = ({ findings }: Pick<TermPlan, 'findings'>): boolean =>
	Object.values(findings).every((each) => each.length === 0);

export const changesNothing = ({ counts }: Pick<TermPlanImport, 'counts'>): boolean =>
	Object.values(counts).every(({ created, updated }) => created + updated === 0);

export const add = ({ plan }: Planning, form: TermPlanFormId, finding: Finding): void => {
	plan.findings[form].push(finding);
};

/** Schools' schedules as they are to be. */
export const bellsAfter = ({ state, plan }: Pick<Planning, 'state' | 'plan'>, schoolId: SchoolId) =>
	plan.bells.get(schoolId) ?? state.bells.get(schoolId) ?? [];
