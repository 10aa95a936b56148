import { Lesson } from '@classroom/protocol';

const MIN = 60_000;

/** A lesson for tests: 40 minutes from `plannedStart` (UTC ms), with what matters to the test in `parts`. */
export function testLesson(lessonId: string, plannedStart: number, parts: object = {}): Lesson {
	return Lesson.parse({
		lessonId,
		title: '春天在哪里',
		kind: 'delivered',
		subject: 'music',
		teacherId: 't1',
		teacher: '李老师',
		sendingClassroom: null,
		receivingClassrooms: [],
		classGroups: [],
		plannedStart,
		plannedEnd: plannedStart + 40 * MIN,
		status: 'planned',
		startedAt: null,
		endedAt: null,
		cancelReason: null,
		cancelCause: null,
		series: null,
		own: { time: false, teacher: false, rest: false },
		makesUp: null,
		explanation: null,
		mayExplain: false,
		recordingId: null,
		joinAs: 'classroom',
		mayChange: false,
		mayReplay: false,
		...parts,
	});
}
