import { renderHook } from '@testing-library/react';
import { beforeAll, expect, test } from 'vitest';
import { chooseLanguage, startTexts } from '../i18n/index.ts';
import { useErrorWords } from './useErrorWords.ts';

beforeAll(() => startTexts('zh-CN'));

test.each([
	['day-closed', { reason: '大雪' }, '这一天没有课：大雪。请换一天；确实要上课的，先改校历。'],
	['day-closed', { reason: '大雪', school: '罗山教学点' }, '罗山教学点这一天没有课：大雪。'],
	['terms-overlap', { name: '2026 春季学期' }, '和学期“2026 春季学期”的日期重叠了。'],
	[
		'no-such-period',
		{ school: '中心小学', weekday: 4, period: 9 },
		'中心小学的作息时间里，周四没有第 9 节。',
	],
	['no-such-period', { school: '中心小学', weekday: 7, period: 1 }, '里，周日没有第 1 节。'],
	['series-undone', {}, '这次撤销改回了系列课，不能再撤销。'],
] as const)('%s is said with what the server named', (code, details, said) => {
	const { result } = renderHook(() => useErrorWords());
	expect(result.current({ code, details })).toContain(said);
	expect(result.current({ code, details })).not.toContain('{{');
});

test.each([
	[4, 'The bells of 中心小学 have no period 9 on Thu.'],
	[7, 'The bells of 中心小学 have no period 9 on Sun.'],
])('weekday %i has its English name in English', async (weekday, said) => {
	await chooseLanguage('en');
	const { result } = renderHook(() => useErrorWords());
	const details = { school: '中心小学', weekday, period: 9 };
	expect(result.current({ code: 'no-such-period', details })).toContain(said);
	await chooseLanguage('zh-CN');
});

test('what names nothing is said whole', () => {
	const { result } = renderHook(() => useErrorWords());
	expect(result.current({ code: 'not-found' })).not.toContain('{{');
});
