// A lesson of ours between a teacher beside the server and a classroom in the village.
import type { LessonId } from '@classroom/protocol';
import { classroomStarts, endsLesson, hears, sees, teacherEnters } from '../../e2e/lesson/liveLesson.ts';
import { readLog } from '../../e2e/lesson/logReading.ts';
import { Observations } from '../../e2e/lesson/observations.ts';
import { openParticipant } from '../../e2e/lesson/participants.ts';
import { planLesson } from '../../fixtures/plannedLesson.ts';
import type { Ground } from './ground.ts';
import type { Side } from './side.ts';

export interface Ours extends Side {
	readonly lessonId: LessonId;
	/** The classroom's steps of quality as the log has them since then. */
	readonly steps: (since: number) => { readonly at: number; readonly step: string; readonly cause: string }[];
}

const LENGTH_MS = 1_800_000;

/** Resolves when both see each other and the classroom hears the teacher. */
export const openOurs = async (ground: Ground): Promise<Ours> => {
	const { installation, url } = ground;
	const planned = await planLesson(installation.url, {
		startsInMs: 3_000,
		lengthMs: LENGTH_MS,
		classrooms: 1,
	});
	const device = planned.classrooms[0];
	if (device === undefined) throw new Error('the county has no classroom');
	const teacher = await openParticipant(ground.here, 'teacher', planned.teacher, installation.url, true);
	const classroom = await openParticipant(ground.there, 'classroom-1', device, url, true);
	const observations = new Observations([teacher, classroom]);
	observations.start();
	await teacherEnters({ teacher, installation });
	await classroomStarts(classroom, { url });
	const since = planned.lesson.plannedStart;
	await Promise.all([
		sees({ observations }, 'classroom-1', 'teacher', { since }),
		hears({ observations }, 'classroom-1', 'teacher', since),
		sees({ observations }, 'teacher', 'classroom-1', { since }),
	]);
	const { lessonId } = planned.lesson;
	return {
		teacher: teacher.page,
		classroom: classroom.page,
		observations,
		lessonId,
		steps: (from) => stepsOf(installation.databaseFile, lessonId, from),
		close: async () => {
			await endsLesson({ teacher });
			await observations.stop();
			await teacher.context.close();
			await classroom.context.close();
		},
	};
};

const stepsOf = (databaseFile: string, lessonId: LessonId, from: number) => {
	const log = readLog(databaseFile, lessonId);
	const classrooms = new Set(
		log.flatMap(({ event }) =>
			event.type === 'peer-joined' && event.role === 'classroom' ? [event.peerId] : [],
		),
	);
	return log.flatMap(({ at, event }) =>
		event.type === 'quality-changed' && at >= from && classrooms.has(event.peerId)
			? [{ at, step: event.step, cause: event.cause }]
			: [],
	);
};
