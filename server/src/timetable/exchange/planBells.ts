// Bell schedules of an import: a row a period. Pure.
import type { FieldIssue, SchoolId } from '@classroom/protocol';
import type { FilledRow, Finding } from '../../platform/index.ts';
import { timeText } from '../../platform/index.ts';
import { nameKey } from '../../schools/index.ts';
import type { BellScheduleRecord } from '../bells/bellReader.ts';
import { bellIssues } from '../bells/bellRules.ts';
import type { NamedSchool } from './planNames.ts';
import type { Planning } from './termPlan.ts';
import { add } from './termPlan.ts';
import type { BellRow } from './termPlanForms.ts';
import { refuse } from './refusals.ts';

type Row = FilledRow<BellRow>;

interface Draft {
	readonly schedule: BellScheduleRecord;
	/** Of its periods, in their order. */
	readonly rows: readonly number[];
}

/** Schools of which some row has a mistake: what their bells will be nobody knows. */
export const planBells = (planning: Planning): ReadonlySet<SchoolId> => {
	const { readings, plan, state } = planning;
	const wrong = new Set<SchoolId>();
	const bySchool = new Map<NamedSchool, Map<string, Row[]>>();
	for (const { row, values } of readings.bells.broken) {
		const school = values.school === undefined ? undefined : schoolOf(planning, row, values.school);
		if (school) wrong.add(school.schoolId);
	}
	for (const filled of readings.bells.rows) {
		const school = schoolOf(planning, filled.row, filled.values.school);
		if (school === null) continue;
		const schedules = bySchool.get(school) ?? new Map<string, Row[]>();
		const key = nameKey(filled.values.schedule);
		schedules.set(key, [...(schedules.get(key) ?? []), filled]);
		bySchool.set(school, schedules);
	}
	for (const [school, schedules] of bySchool) {
		const before = plan.findings.bells.length;
		const known = state.bells.get(school.schoolId) ?? [];
		const drafts = [...schedules.values()].map((rows) => draftOf(planning, rows, known));
		const kept = known.filter(({ name }) => !schedules.has(nameKey(name)));
		check(planning, [...kept.map((schedule) => ({ schedule, rows: [] })), ...drafts]);
		if (plan.findings.bells.length > before) wrong.add(school.schoolId);
		else if (!wrong.has(school.schoolId)) take(planning, school, known, drafts);
	}
	return wrong;
};

const schoolOf = (planning: Planning, row: number, text: string): NamedSchool | null => {
	const found = planning.names.school(text);
	const own = found.is === 'one' && found.thing.countyId === planning.context.countyId;
	if (own) return found.thing;
	refuse(
		planning,
		{ form: 'bells', row, field: 'school', what: 'school', text },
		found,
		(school) => school.name,
	);
	return null;
};

const draftOf = (planning: Planning, rows: readonly Row[], known: readonly BellScheduleRecord[]): Draft => {
	const name = rows[0]?.values.schedule ?? '';
	const same = known.find((each) => nameKey(each.name) === nameKey(name));
	const from = common(planning, rows, 'seasonFrom');
	const until = common(planning, rows, 'seasonUntil');
	if ((from === null) !== (until === null)) {
		const field = from === null ? 'seasonFrom' : 'seasonUntil';
		add(planning, 'bells', { code: 'required', row: rows[0]?.row ?? null, field });
	}
	return {
		rows: rows.map(({ row }) => row),
		schedule: {
			scheduleId: same?.scheduleId ?? planning.context.ids.schedule(),
			name: same?.name ?? name,
			season: from === null || until === null ? null : { from, until },
			weekdays: common(planning, rows, 'weekdays'),
			periods: rows.map(({ values: { number, name: called, from: begins, until: ends } }) => ({
				number,
				name: called ?? `第${number}节`,
				from: begins,
				until: ends,
			})),
		},
	};
};

/** What one of the rows says; the others say the same, or nothing. */
const common = <F extends 'seasonFrom' | 'seasonUntil' | 'weekdays'>(
	planning: Planning,
	rows: readonly Row[],
	field: F,
): BellRow[F] | null => {
	const first = rows.find(({ values }) => values[field] !== null);
	if (first === undefined) return null;
	for (const { row, values } of rows) {
		const said = values[field];
		if (said === null || String(said) === String(first.values[field])) continue;
		add(planning, 'bells', { code: 'differs', row, field, details: { row: first.row } });
	}
	return first.values[field];
};

const check = (planning: Planning, drafts: readonly Draft[]): void => {
	const schedules = drafts.map(({ schedule }) => ({
		...schedule,
		weekdays: schedule.weekdays === null ? null : [...schedule.weekdays],
		periods: [...schedule.periods],
	}));
	for (const issue of bellIssues(schedules)) {
		const [, place = '', part = '', period = '', of = ''] = issue.path.split('.');
		const draft = drafts[Number(place)];
		// What was wrong before is not the file's.
		if (draft === undefined || draft.rows.length === 0) continue;
		const at = part === 'periods' ? Number(period) : 0;
		const row = draft.rows[at] ?? null;
		add(planning, 'bells', findingOf(issue, row, part === 'periods' ? of : part, draft, at, drafts));
	}
};

const findingOf = (
	{ code }: FieldIssue,
	row: number | null,
	part: string,
	{ schedule, rows }: Draft,
	at: number,
	drafts: readonly Draft[],
): Finding => {
	const period = schedule.periods[at];
	if (code === 'end-before-start') {
		return { code, row, field: 'until', details: { start: timeText(period?.from ?? 0) } };
	}
	if (code === 'overlap') {
		const place = schedule.periods.findIndex(
			(other) => period !== undefined && other.from < period.until && period.from < other.until,
		);
		const other = schedule.periods[place];
		const when = other === undefined ? '' : `${timeText(other.from)}–${timeText(other.until)}`;
		return { code, row, field: 'from', details: { other: other?.name ?? '', when } };
	}
	if (part === 'number') {
		const first = schedule.periods.findIndex(({ number }) => number === period?.number);
		return { code: 'duplicate', row, field: 'number', details: { row: rows[first] ?? 0 } };
	}
	// Two schedules hold on the same days with the same right.
	const field = part === 'weekdays' ? 'weekdays' : 'seasonFrom';
	const other = drafts.find((draft) => draft.schedule !== schedule)?.schedule.name ?? '';
	return { code: 'overlap', row, field, details: { other, when: schedule.name } };
};

const take = (
	{ plan }: Planning,
	{ schoolId }: NamedSchool,
	known: readonly BellScheduleRecord[],
	drafts: readonly Draft[],
): void => {
	const byId = new Map(drafts.map(({ schedule }) => [schedule.scheduleId, inOrder(schedule)]));
	const before = new Map(known.map((schedule) => [schedule.scheduleId, said(schedule)]));
	let changes = false;
	for (const schedule of byId.values()) {
		const was = before.get(schedule.scheduleId);
		const what = was === undefined ? 'created' : was === said(schedule) ? 'unchanged' : 'updated';
		plan.counts.bells[what] += schedule.periods.length;
		changes ||= what !== 'unchanged';
	}
	if (!changes) return;
	const kept = known.map((schedule) => byId.get(schedule.scheduleId) ?? schedule);
	const fresh = [...byId.values()].filter(({ scheduleId }) => !before.has(scheduleId));
	plan.bells.set(schoolId, [...kept, ...fresh]);
};

const inOrder = (schedule: BellScheduleRecord): BellScheduleRecord => ({
	...schedule,
	periods: schedule.periods.toSorted((a, b) => a.from - b.from),
});

const said = ({ name, season, weekdays, periods }: BellScheduleRecord): string =>
	JSON.stringify([
		nameKey(name),
		season?.from,
		season?.until,
		weekdays,
		periods.map(({ number, name: called, from, until }) => [number, called, from, until]),
	]);
