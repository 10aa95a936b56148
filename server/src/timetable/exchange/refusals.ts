// What is said of a name that means nothing, or several things. Pure.
import type { Planning } from './termPlan.ts';
import { add } from './termPlan.ts';
import type { TermPlanFormId } from './termPlanForms.ts';
import type { Meant } from './planNames.ts';

const whats = {
	school: { zh: '学校', en: 'school' },
	classroom: { zh: '教室', en: 'classroom' },
	class: { zh: '班级', en: 'class' },
	teacher: { zh: '教师', en: 'teacher' },
	term: { zh: '学期', en: 'term' },
	period: { zh: '节次', en: 'period' },
} as const;

export interface Reference {
	readonly form: TermPlanFormId;
	readonly row: number;
	readonly field: string;
	readonly what: keyof typeof whats;
	readonly text: string;
}

/** As many are named. */
const NAMED = 6;

/** `written`: as each that may be meant can be written. */
export const refuse = <T>(
	planning: Planning,
	{ form, row, field, what, text }: Reference,
	found: Meant<T>,
	written: (thing: T) => string,
): void => {
	const { language } = planning.context;
	const word = language === 'en' ? whats[what].en : whats[what].zh;
	if (found.is === 'several') {
		const candidates = found.things
			.slice(0, NAMED)
			.map(written)
			.join(language === 'en' ? ', ' : '、');
		const more = found.things.length > NAMED ? '…' : '';
		add(planning, form, {
			code: 'unclear',
			row,
			field,
			details: { what: word, candidates: `${candidates}${more}` },
		});
		return;
	}
	const near = planning.near(what, text);
	const named = language === 'en' ? ` "${text}"` : `“${text}”`;
	const asked = language === 'en' ? ` (is it "${near ?? ''}"?)` : `（是不是“${near ?? ''}”？）`;
	const hint = `${named}${near === null ? '' : asked}`;
	add(planning, form, { code: 'unknown', row, field, details: { what: word, hint } });
};
