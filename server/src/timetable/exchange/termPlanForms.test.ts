import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { kindChoices } from './seriesForm.ts';
import { weekdays, weekdayWords } from './termPlanColumns.ts';
import { termPlanForms } from './termPlanForms.ts';

const pages = path.resolve(import.meta.dirname, '../../../../client/src/i18n');
const textsIn = (language: string, file: string): unknown =>
	JSON.parse(readFileSync(path.join(pages, language, `${file}.json`), 'utf8'));
const Kinds = z.object({ lessonKind: z.record(z.string(), z.string()) });
const Days = z.object({ weekday: z.record(z.string(), z.string()) });

test.each([
	['zh-CN', 'zh'],
	['en', 'en'],
] as const)('the words of the pages in %s are those of the forms', (language, word) => {
	const { lessonKind } = Kinds.parse(textsIn(language, 'words'));
	expect(Object.fromEntries(Object.entries(kindChoices).map(([kind, words]) => [kind, words[word]]))).toEqual(
		lessonKind,
	);
	const { weekday } = Days.parse(textsIn(language, 'calendar'));
	expect(Object.fromEntries(weekdays.map((each) => [String(each), weekdayWords(each)[word]]))).toEqual(
		weekday,
	);
});

test('no header of a form means two of its columns', () => {
	for (const { id, columns } of Object.values(termPlanForms)) {
		const headers = columns.flatMap(({ header, also = [] }) => [
			...new Set([header.zh, header.en, ...also].map((word) => word.toLowerCase())),
		]);
		expect(new Set(headers).size, id).toBe(headers.length);
	}
});
