// The rows that the series there are already would have in a file. Pure.
import type { Slot } from '@classroom/protocol';
import { nameKey } from '../../schools/index.ts';
import { addDays } from '../days.ts';
import type { LessonClass } from '../lessonRecord.ts';
import type { SeriesRecord } from '../series/seriesRecord.ts';
import type { TermRecord } from '../term/calendarReader.ts';
import { mondayOf } from '../term/term.ts';
import type { Planning } from './termPlan.ts';
import type { ReadSeriesRow } from './readSeriesRow.ts';

type Identity = Pick<ReadSeriesRow, 'title' | 'kind' | 'subject' | 'weeks' | 'sending' | 'receiving'> & {
	readonly term: Pick<TermRecord, 'termId'>;
	readonly teacher: Pick<ReadSeriesRow['teacher'], 'personId'>;
	readonly classes: readonly Pick<LessonClass, 'classGroupId'>[];
	/** Null: of all its rows. */
	readonly slot: Slot | null;
};

/** What a row says, brought to one form. */
export const rowKey = (row: Identity): string => JSON.stringify([nameKey(row.title), ...partsOf(row)]);
export const untitledKey = (row: Identity): string => JSON.stringify([null, ...partsOf(row)]);

const partsOf = ({ term, kind, subject, teacher, sending, receiving, classes, slot, weeks }: Identity) => [
	term.termId,
	kind,
	subject,
	teacher.personId,
	sending?.classroomId ?? null,
	receiving.map(({ classroomId }) => classroomId).toSorted(),
	classes.map(({ classGroupId }) => classGroupId).toSorted(),
	slot === null ? null : [slot.weekday, slot.period, slot.own?.from, slot.own?.until],
	weeks,
];

export const knownRows = ({ state, plan }: Planning): ReadonlySet<string> => {
	const keys = new Set<string>();
	for (const series of state.series) {
		const term = plan.terms.get(series.termId)?.after.term;
		if (term === undefined) continue;
		for (const slot of series.slots) {
			const row = {
				...series.facts,
				term,
				teacher: { personId: series.teacherId },
				sending: series.sendingClassroom,
				receiving: series.receivingClassrooms,
				classes: series.classGroups,
				slot,
				weeks: weeksHeld(series, slot, term),
			};
			keys.add(rowKey(row));
			keys.add(untitledKey(row));
		}
	}
	return keys;
};

/** Of a series that was changed or ended in the middle of the term: the weeks in which it holds. */
export const weeksHeld = (
	{ weeks, fromDay, untilDay }: Pick<SeriesRecord, 'weeks' | 'fromDay' | 'untilDay'>,
	{ weekday }: Pick<Slot, 'weekday'>,
	{ firstDay }: Pick<TermRecord, 'firstDay'>,
): number[] =>
	weeks.filter((week) => {
		const day = addDays(mondayOf(firstDay), (week - 1) * 7 + weekday - 1);
		return (fromDay === null || day >= fromDay) && (untilDay === null || day < untilDay);
	});
