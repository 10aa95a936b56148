// Retries, addresses and messages.
import { createHmac } from 'node:crypto';
import { ClassroomId, CountyId, LessonId, PersonId, SchoolId } from '@classroom/protocol';
import { describe, expect, test } from 'vitest';
import type { LessonRecord } from '../timetable/index.ts';
import { bodyOf } from './message.ts';
import { guardedLookup, isRefusedLiteral, reachable, RefusedAddress } from './publicAddress.ts';
import { pauseAfter, robotTurnMs, waitAfter } from './retries.ts';
import { dingtalkAddress, newSigningSecret } from './signature.ts';

describe('retries', () => {
	test('wait ever longer, for more than a day, and end', () => {
		const waits = Array.from({ length: 8 }, (_, tries) => waitAfter(tries + 1) ?? 0);
		expect(waits).toEqual(waits.toSorted((a, b) => a - b));
		expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(24 * 3_600_000);
		expect(waitAfter(9)).toBeNull();
	});

	const day = 24 * 3_600_000;
	test.each([
		['its first attempt fails', 0, 500, false, null],
		['for a week, but the message has attempts left', 7 * day, null, false, null],
		['a message given up, nothing before it', 1.1 * day, 503, true, null],
		['a message given up, nothing arrived for three days', 3 * day, null, true, 'failures'],
		['gone for good', 0, 410, true, 'gone'],
	] as const)('a webhook pauses by time, not by how many failed: %s', (_, ago, answer, givenUp, cause) => {
		const now = 100 * day;
		expect(pauseAfter({ since: now - ago, now, answer, givenUp })).toBe(cause);
	});

	test('robots are told something less than 20 times a minute', () => {
		expect(60_000 / robotTurnMs).toBeLessThan(20);
	});
});

describe('addresses', () => {
	const anywhere = reachable([]);

	test.each([
		...['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'],
		...[
			'224.0.0.1',
			'255.255.255.255',
			'198.18.0.1',
			'192.0.2.1',
			'192.0.0.9',
			'::',
			'::1',
			'fd00::1',
			'fe80::1',
		],
		...[
			'::ffff:10.0.0.1',
			'::ffff:127.0.0.1',
			'64:ff9b::a00:1',
			'64:ff9b:1::1',
			'2002:a00:1::',
			'2001:db8::1',
		],
		...['::7f00:1', 'fec0::1', 'ff02::1', '3fff::1', '5f00::1', 'no address', ''],
	])('%s is not public', (ip) => {
		expect(anywhere(ip)).toBe(false);
	});

	test.each(['8.8.8.8', '203.107.6.88', '2400:3200::1', '::ffff:8.8.8.8'])('%s is', (ip) => {
		expect(anywhere(ip)).toBe(true);
	});

	test('private ones that the operator named, and no others', () => {
		const check = reachable(['10.20.0.0/16', '192.168.1.5', 'fd00:1::/32']);
		const asked = [
			'10.20.3.4',
			'::ffff:10.20.3.4',
			'192.168.1.5',
			'fd00:1::9',
			'10.21.0.1',
			'192.168.1.6',
			'fd00:2::9',
		];
		expect(asked.filter(check)).toEqual(['10.20.3.4', '::ffff:10.20.3.4', '192.168.1.5', 'fd00:1::9']);
	});

	test.each([
		'https://127.0.0.1/',
		'https://2130706433/',
		'https://0x7f.1/',
		'https://017700000001/',
		'https://[::1]/',
		'https://[::ffff:127.0.0.1]/',
	])('%s is an address however it is written', (url) => {
		expect(isRefusedLiteral(new URL(url), anywhere)).toBe(true);
	});

	const lookedUp = (answers: readonly string[]): Promise<unknown> =>
		new Promise((resolve) => {
			const resolver = Object.assign(
				(
					_: string,
					__: object,
					callback: (error: null, found: { address: string; family: number }[]) => void,
				) =>
					callback(
						null,
						answers.map((address) => ({ address, family: 4 })),
					),
				{ __promisify__: undefined },
			);
			const lookup = guardedLookup(anywhere, resolver as unknown as Parameters<typeof guardedLookup>[1]);
			lookup('name.example', { all: true }, (error, found) => resolve(error ?? found));
		});

	test('a name that means a private address, alone or among others, is not connected to', async () => {
		expect(await lookedUp(['8.8.8.8'])).toEqual([{ address: '8.8.8.8', family: 4 }]);
		expect(await lookedUp(['10.0.0.1'])).toBeInstanceOf(RefusedAddress);
		expect(await lookedUp(['8.8.8.8', '127.0.0.1'])).toBeInstanceOf(RefusedAddress);
		expect(await lookedUp([])).toBeInstanceOf(RefusedAddress);
	});
});

test('the address of a 钉钉 robot carries the time and its signature', () => {
	const url = new URL(
		dingtalkAddress('https://oapi.dingtalk.com/robot/send?access_token=a', 'SECx', 1_700_000_000_000),
	);
	expect(url.searchParams.get('access_token')).toBe('a');
	expect(url.searchParams.get('timestamp')).toBe('1700000000000');
	const sign = createHmac('sha256', 'SECx').update('1700000000000\nSECx').digest('base64');
	expect(url.searchParams.get('sign')).toBe(sign);
});

test('a signing secret has 256 bits', () => {
	const secret = newSigningSecret();
	expect(Buffer.from(secret.replace('whsec_', ''), 'base64')).toHaveLength(32);
});

const room = (n: number) => ({
	classroomId: ClassroomId.parse(`room-${n}`),
	schoolId: SchoolId.parse(`school-${n}`),
	countyId: CountyId.parse('c'),
	name: '互动教室',
	school: `第${n}教学点`,
});
const start = Date.parse('2026-03-05T08:50:00+08:00');
const lesson: LessonRecord = {
	...{ lessonId: LessonId.parse('l'), countyId: CountyId.parse('c'), title: '三年级音乐' },
	...{ kind: 'delivered', subject: 'music', teacherId: PersonId.parse('p'), teacher: '李老师' },
	...{
		teacherSchoolId: null,
		sendingClassroom: room(0),
		receivingClassrooms: [room(1), room(2)],
		classGroups: [],
	},
	...{
		plannedStart: start,
		plannedEnd: start + 2_400_000,
		bookedEnd: start + 2_400_000,
		createdAt: 0,
		changedAt: 0,
	},
	...{ revision: 1, cancelledAt: start - 1, cancelReason: '停电', guestCounties: [], phase: null },
	...{ startedAt: null, givenAt: null, endedAt: null, movedEnd: null, recordingId: null },
	...{ cancelCause: null, series: null, makesUp: null, explanation: null, absences: [], closedSchools: [] },
	own: { time: false, teacher: false, rest: false },
};
const message = { notice: 'cancelled', at: start, timeZone: 'Asia/Shanghai' } as const;

test('what a robot is told', () => {
	const { markdown } = JSON.parse(bodyOf('dingtalk', { ...message, lesson })) as {
		markdown: { title: string; text: string };
	};
	expect(markdown.title).toBe('停课：三年级音乐');
	expect(markdown.text.split('\n\n')).toEqual([
		'### 停课：三年级音乐',
		'> 时间：3月5日周四 08:50–09:30',
		'> 课程：专递课堂 · 音乐',
		'> 主讲教师：李老师',
		'> 主讲教室：第0教学点 互动教室',
		'> 听课教室：第1教学点 互动教室、第2教学点 互动教室',
		'> 停课原因：停电',
	]);
});

test('a robot’s message stays text, and within its 4,096 bytes', () => {
	const long = {
		...lesson,
		title: '[点我](http://evil)<@all>'.padEnd(80, '课'),
		cancelReason: '*'.repeat(200),
		receivingClassrooms: Array.from({ length: 60 }, (_, n) => ({ ...room(n), school: '学'.repeat(60) })),
	};
	const { markdown } = JSON.parse(bodyOf('wecom', { ...message, lesson: long })) as {
		markdown: { content: string };
	};
	expect(Buffer.byteLength(markdown.content)).toBeLessThan(4096);
	expect(markdown.content).toContain('［点我］（http://evil）＜＠all＞');
	expect(markdown.content).toContain('，另 55 间');
});
