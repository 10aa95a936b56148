import { renderHook } from '@testing-library/react';
import { beforeAll, expect, test } from 'vitest';
import { startTexts } from '../i18n/index.ts';
import { useErrorWords } from './useErrorWords.ts';

beforeAll(() => startTexts('zh-CN'));

test.each([
	['day-closed', { reason: '大雪' }, '这一天没有课：大雪。请换一天；确实要上课的，先改校历。'],
	['terms-overlap', { name: '2026 春季学期' }, '和学期“2026 春季学期”的日期重叠了。'],
	['no-such-period', { school: '中心小学', weekday: 4, period: 9 }, '中心小学的作息时间里，周4没有第 9 节。'],
	['series-undone', {}, '这次撤销改回了系列课，不能再撤销。'],
] as const)('%s is said with what the server named', (code, details, said) => {
	const { result } = renderHook(() => useErrorWords());
	expect(result.current({ code, details })).toContain(said);
	expect(result.current({ code, details })).not.toContain('{{');
});

test('what names nothing is said whole', () => {
	const { result } = renderHook(() => useErrorWords());
	expect(result.current({ code: 'not-found' })).not.toContain('{{');
});
