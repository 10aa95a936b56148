// What is in the way of the rows of a term's plan, in words.
import type { LessonId, SheetLanguage } from '@classroom/protocol';
import type { PersonCaller } from '../../identity/index.ts';
import type { Finding } from '../../platform/index.ts';
import { say, timeText } from '../../platform/index.ts';
import { placeName, titleOf } from '../clashes/fit.ts';
import { dayOf, minutesOn } from '../days.ts';
import { maySee } from '../lessonRules.ts';
import type { LessonStore } from '../lessonStore.ts';
import { weekdayOf } from '../term/term.ts';
import type { Foreseen, RowClash } from './foresee.ts';
import type { PlanContext, PlanState } from './termPlan.ts';
import { weekdayWords } from './termPlanColumns.ts';

/** Of lessons that the caller may not know of, only that they are in the way. */
export const lessonFindings = async (
	caller: PersonCaller,
	{ clashes, empty, rowOf, lessons, proposals }: Foreseen,
	state: PlanState,
	context: PlanContext,
	store: LessonStore,
): Promise<Finding[]> => {
	const byRow = Map.groupBy(clashes, ({ row }) => row);
	const others = [...byRow.values()].flatMap(([first]) => first?.clash.lessonId ?? []);
	const known = await store.findMany([...new Set(others)].filter((lessonId) => !rowOf.has(lessonId)));
	const ownTitles = new Map(lessons.map(({ lessonId, facts }) => [lessonId, facts.title]));
	const moved = new Map(
		proposals.flatMap(({ candidates }) => candidates.map(({ lessonId, facts }) => [lessonId, facts.title])),
	);
	const said = (lessonId: LessonId): string => {
		const row = rowOf.get(lessonId);
		const lesson = known.get(lessonId);
		const planned = lesson !== undefined && maySee(caller, lesson) ? titleOf(lesson) : null;
		const title = ownTitles.get(lessonId) ?? planned ?? moved.get(lessonId) ?? null;
		return otherSaid(title, row, context.language);
	};
	return [
		...[...byRow].flatMap(([row, all]) => clashFinding(row, all, said, state, context)),
		...empty.map(({ row }): Finding => ({ code: 'no-lessons', row, field: 'weeks' })),
	];
};

const otherSaid = (title: string | null, row: number | undefined, language: SheetLanguage): string => {
	if (title === null) return language === 'en' ? 'another lesson' : '另一节课';
	if (language === 'en') return row === undefined ? `"${title}"` : `"${title}" of row ${row}`;
	return row === undefined ? `“${title}”` : `第 ${row} 行的“${title}”`;
};

const clashFinding = (
	row: number,
	clashes: readonly RowClash[],
	said: (lessonId: LessonId) => string,
	{ teachers }: PlanState,
	context: PlanContext,
): Finding[] => {
	const [first] = clashes;
	if (first === undefined) return [];
	const { lesson, clash } = first;
	const { kind } = clash.resource;
	const teacher = teachers.find(({ personId }) => personId === lesson.teacherId)?.name ?? '';
	const limited = kind === 'link' || kind === 'recorder' || kind === 'sfu';
	const more = clashes.length - 1;
	return [
		{
			code: limited ? `clash-${kind}` : 'clash',
			row,
			field: fieldOf(first),
			details: {
				name: kind === 'teacher' ? teacher : placeName(lesson, clash.resource),
				when: whenOf(clash, context),
				other: said(clash.lessonId),
				more: more === 0 ? '' : context.language === 'en' ? ` and ${more} more` : `，另外还有 ${more} 次`,
			},
		},
	];
};

const fieldOf = ({ lesson, clash: { resource } }: RowClash): string | null => {
	switch (resource.kind) {
		case 'teacher':
			return 'teacher';
		case 'class':
			return 'classes';
		case 'classroom':
			return lesson.sendingClassroom?.classroomId === resource.id ? 'classroom' : 'receiving';
		case 'link':
		case 'recorder':
		case 'sfu':
			return 'period';
	}
};

/** `3月5日 周四 08:50–09:30` */
const whenOf = (
	{ from, until }: RowClash['clash'],
	{ timeZone, language }: Pick<PlanContext, 'timeZone' | 'language'>,
): string => {
	const day = dayOf(from, timeZone);
	const times = `${timeText(minutesOn(from, timeZone))}–${timeText(minutesOn(until, timeZone))}`;
	const weekday = say(weekdayWords(weekdayOf(day)), language);
	const [, month = '', date = ''] = day.split('-');
	return language === 'en'
		? `${weekday} ${day} ${times}`
		: `${Number(month)}月${Number(date)}日 ${weekday} ${times}`;
};
