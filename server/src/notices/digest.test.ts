import { LessonNotice } from '@classroom/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Told } from './digest.ts';
import { bodyTogether } from './digest.ts';

const told = (notice: Told['notice'], n: number, line: string | null = `第 ${n} 行`): Told => ({
	...{ notice, line, title: `第${n}课` },
	body: `{"alone":${n}}`,
});
const many = (notice: Told['notice'], count: number): Told[] =>
	Array.from({ length: count }, (_, n) => told(notice, n));
const contentOf = (told: readonly Told[]): string =>
	(JSON.parse(bodyTogether('wecom', told)) as { markdown: { content: string } }).markdown.content;

test('one alone is told as ever', () => {
	expect(bodyTogether('wecom', [told('cancelled', 1)])).toBe('{"alone":1}');
});

test('31 lessons fall away: one message, with all of them', () => {
	const lines = contentOf(many('cancelled', 31)).split('\n\n');
	expect(lines).toHaveLength(32);
	expect([lines[0], lines[1], lines[31]]).toEqual(['### 31 节课停课', '> 第 0 行', '> 第 30 行']);
});

test('several notices: what needs somebody first, each under its own heading; 钉钉 has a title beside', () => {
	const body = bodyTogether('dingtalk', [
		...many('started', 2),
		told('cancelled', 7, null),
		told('changed', 8),
	]);
	expect(JSON.parse(body)).toEqual({
		msgtype: 'markdown',
		markdown: {
			title: '4 条课程消息',
			text: [
				'### 4 条课程消息',
				...['**1 节课停课**', '> 第7课', '**1 节课调课**', '> 第 8 行'],
				...['**2 节课已开始上课**', '> 第 0 行', '> 第 1 行'],
			].join('\n\n'),
		},
	});
});

test('however much there is to tell, it fits, and says how many are not named', () => {
	const anything = fc.array(
		fc
			.tuple(fc.constantFrom(...LessonNotice.options), fc.nat(), fc.integer({ min: 1, max: 300 }))
			.map(([notice, n, length]) => told(notice, n, '课'.repeat(length))),
		{ minLength: 2, maxLength: 500, size: 'max' },
	);
	fc.assert(
		fc.property(anything, (told) => {
			const content = contentOf(told);
			expect(Buffer.byteLength(content)).toBeLessThanOrEqual(4096);
			const unnamed = [...content.matchAll(/> 另 (\d+) 节/g)].reduce((sum, [, n]) => sum + Number(n), 0);
			expect((content.match(/> 课+/g) ?? []).length + unnamed).toBe(told.length);
			for (const { notice } of told) expect(content).toContain(headingWord[notice]);
		}),
		{ numRuns: 50 },
	);
});

const headingWord: Readonly<Record<Told['notice'], string>> = {
	...{ cancelled: '停课', missed: '没有开课', changed: '调课', planned: '新安排', starting: '十分钟后上课' },
	...{ started: '已开始上课', ended: '已下课', recorded: '的录像可以看了', test: '测试消息' },
};
