import { expect, test } from 'vitest';
import { LessonInput } from '@classroom/protocol';
import type { Lesson } from '@classroom/protocol';
import { draftOf, inputOf, LessonDraft, newDraft, readDraft } from './lessonDraft.ts';
import { instantsOf, presetOf, presets, rangeOf } from './range.ts';

const zone = 'Asia/Shanghai';

const lesson = {
	lessonId: 'l1',
	title: '三年级音乐',
	kind: 'delivered',
	subject: 'music',
	teacherId: 'p1',
	teacher: '李老师',
	sendingClassroom: { classroomId: 'c0', name: '录播教室', school: '中心小学' },
	receivingClassrooms: [{ classroomId: 'c1', name: '互动教室', school: '罗山教学点' }],
	classGroups: [{ classGroupId: 'g1', name: '三年级', school: '罗山教学点' }],
	plannedStart: Date.UTC(2026, 2, 5, 0, 50),
	plannedEnd: Date.UTC(2026, 2, 5, 1, 30),
	status: 'planned',
} as unknown as Lesson;

test('a lesson read into the form and back is the same plan', () => {
	const draft = draftOf(lesson, zone);
	expect(draft).toMatchObject({ day: '2026-03-05', time: '08:50', minutes: 40 });
	expect(LessonDraft.parse(draft)).toEqual(draft);
	const read = readDraft(draft, zone, '');
	expect(read).toEqual({ input: inputOf(lesson) });
	expect(LessonInput.safeParse(inputOf(lesson)).success).toBe(true);
});

test('what is missing is said at its field', () => {
	const empty = { ...newDraft('2026-03-05'), day: null, minutes: null };
	expect(readDraft(empty, zone, '')).toEqual({
		wrong: [
			['title', 'required'],
			['teacherId', 'required'],
			['day', 'required'],
			['plannedStart', 'required'],
			['lengthMs', 'required'],
		],
	});
	const odd = { ...draftOf(lesson, zone), time: 'noon', title: ' ' };
	expect(readDraft(odd, zone, '音乐')).toEqual({ wrong: [['plannedStart', 'bad-format']] });
});

test('a lesson without a title takes the suggested one', () => {
	const read = readDraft({ ...draftOf(lesson, zone), title: '' }, zone, '音乐');
	expect(read).toMatchObject({ input: { title: '音乐' } });
});

test('every preset is found again, and its days are whole', () => {
	for (const preset of presets) {
		expect(presetOf(rangeOf(preset, '2026-03-05'), '2026-03-05')).toBe(preset);
	}
	expect(presetOf({ from: '2026-03-04', to: undefined }, '2026-03-05')).toBeUndefined();
	expect(instantsOf(rangeOf('today', '2026-03-05'), zone)).toEqual({
		from: Date.UTC(2026, 2, 4, 16),
		until: Date.UTC(2026, 2, 5, 16),
	});
	expect(instantsOf(rangeOf('all', '2026-03-05'), zone)).toEqual({});
});
