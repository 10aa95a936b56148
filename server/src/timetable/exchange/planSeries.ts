// Series of an import: each row is one weekday and period; rows that agree in all else are one series. Pure.
//
// A series is known by all that its rows say. What is there already just so stays; all else is new.
import type { SchoolId } from '@classroom/protocol';
import type { FilledRow } from '../../platform/index.ts';
import type { SeriesRecord } from '../series/seriesRecord.ts';
import { knownRows, rowKey, untitledKey } from './knownRows.ts';
import type { ReadSeriesRow } from './readSeriesRow.ts';
import { readSeriesRow } from './readSeriesRow.ts';
import type { PlannedSeries, Planning } from './termPlan.ts';
import { add } from './termPlan.ts';
import type { SeriesRow } from './termPlanForms.ts';

/** As many slots a series may have: see the contract. */
const MOST_SLOTS = 20;

/** `unsureBells`: of these schools nobody knows which periods there will be. */
export class SeriesRows {
	readonly #planning: Planning;
	readonly #unsureBells: ReadonlySet<SchoolId>;
	readonly #known: ReadonlySet<string>;
	readonly #seen = new Map<string, number>();
	readonly #groups = new Map<string, PlannedSeriesDraft[]>();

	constructor(planning: Planning, unsureBells: ReadonlySet<SchoolId>) {
		this.#planning = planning;
		this.#unsureBells = unsureBells;
		this.#known = knownRows(planning);
	}

	/** Tells what is wrong with the cells that could be read. */
	look({ row, values }: FilledRow<Partial<SeriesRow>>): void {
		this.#read(row, values);
	}

	take({ row, values }: FilledRow<SeriesRow>): void {
		const { plan } = this.#planning;
		const read = this.#read(row, values);
		if (read === null) return;
		const key = rowKey(read);
		const first = this.#seen.get(key);
		if (first !== undefined) {
			add(this.#planning, 'series', { code: 'duplicate', row, field: null, details: { row: first } });
			return;
		}
		this.#seen.set(key, row);
		if (this.#isKnown(read, values)) {
			plan.counts.series.unchanged += 1;
			return;
		}
		if (read.disabled !== null) {
			const details = { name: read.disabled };
			add(this.#planning, 'series', { code: 'not-a-teacher', row, field: 'teacher', details });
			return;
		}
		plan.counts.series.created += 1;
		this.#group(row, read);
	}

	/** In the order of their first rows. */
	series(): PlannedSeries[] {
		return [...this.#groups.values()].flat().map(({ series, slots, rows }) => ({
			series: { ...series, slots },
			rows,
		}));
	}

	#read(row: number, values: Partial<SeriesRow>): ReadSeriesRow | null {
		return readSeriesRow(this.#planning, row, values, this.#unsureBells, (read) =>
			this.#isKnown(read, values),
		);
	}

	#isKnown(read: ReadSeriesRow, { title }: Partial<SeriesRow>): boolean {
		return this.#known.has(rowKey(read)) || (title === null && this.#known.has(untitledKey(read)));
	}

	#group(row: number, read: ReadSeriesRow): void {
		const key = JSON.stringify([rowKey({ ...read, slot: null })]);
		const drafts = this.#groups.get(key) ?? [];
		const place = `${read.slot.weekday}-${read.slot.period}`;
		const open = drafts.find(({ slots, rows }) => slots.length < MOST_SLOTS && !rows.has(place));
		if (open !== undefined) {
			open.slots.push(read.slot);
			open.rows.set(place, row);
			return;
		}
		const { countyId } = this.#planning.context;
		const { slot, term, title, kind, subject, teacher, weeks } = read;
		drafts.push({
			slots: [slot],
			rows: new Map([[place, row]]),
			series: {
				seriesId: this.#planning.context.ids.series(),
				countyId,
				termId: term.termId,
				facts: { title, kind, subject },
				teacherId: teacher.personId,
				teacherSchoolId: teacher.schoolId,
				sendingClassroom: read.sending,
				receivingClassrooms: read.receiving,
				classGroups: read.classes,
				weeks,
				fromDay: null,
				untilDay: null,
			},
		});
		this.#groups.set(key, drafts);
	}
}

interface PlannedSeriesDraft {
	readonly series: Omit<SeriesRecord, 'slots'>;
	readonly slots: SeriesRecord['slots'][number][];
	readonly rows: Map<string, number>;
}
