// A lesson in which the mediasoup worker, the server and the recorder are killed in turn. The test starts nothing
// again: the supervisor does, and everybody comes back without a click.
import type { LogEntry, RecordingManifest } from '@classroom/protocol';
import { expect, test } from 'vitest';
import type { LiveLesson } from './lesson/liveLesson.ts';
import {
	classroomStarts,
	endsLesson,
	hears,
	prepareLesson,
	sees,
	sharesScreen,
	teacherEnters,
	viewerJoins,
} from './lesson/liveLesson.ts';
import { holesIn, readLog } from './lesson/logReading.ts';
import { gapsBetween, runStretch, readManifest } from './lesson/recordingFigures.ts';
import { until } from './lesson/until.ts';
import { useSetting } from './setting.ts';

const SEGMENT_MS = 2000;
/** To find the lesson again, connect and have a key frame. */
const TAKING_UP_MS = 3000;
/** What a busy machine may take longer to start a recorder; `npm run smoke` judges exactly. */
const RECORDER_SLACK_MS = 5000;
/** For everybody to be back. */
const BACK_WITHIN_MS = 90_000;
/** Whatever was drawn this long after the kill came on the new path. */
const UNDER_WAY_MS = 1000;

const setting = useSetting({ name: 'chaos', settings: { MEDIA_WORKERS: '1' } });

test('worker, server and recorder are killed in turn; nobody clicks, nothing is lost', async () => {
	const { installation, browser } = setting();
	const lesson = await prepareLesson(installation, browser, { bellInMs: 15_000, lengthMs: 600_000 });
	lesson.observations.start();
	await teacherEnters(lesson);
	await Promise.all([
		...lesson.classrooms.map((classroom) => classroomStarts(classroom, installation)),
		viewerJoins(lesson),
	]);
	await sharesScreen(lesson);
	await everybodyIsThere(lesson, lesson.planned.lesson.plannedStart);
	await recordsAgain(lesson, lesson.planned.lesson.plannedStart);

	const kills: Kill[] = [];
	for (const what of ['worker', 'server', 'recorder'] as const) {
		const killedAt = Date.now();
		const { workers, server, recorder } = installation.pids();
		await installation.kill(...{ worker: workers, server: [server], recorder: [recorder] }[what]);
		if (what !== 'recorder') await everybodyIsThere(lesson, killedAt + UNDER_WAY_MS);
		console.log(`${what} killed: everybody is back after ${Date.now() - killedAt} ms`);
		await recordsAgain(lesson, killedAt);
		kills.push({ what, killedAt });
	}
	await everybodyIsThere(lesson, Date.now());
	await endsLesson(lesson);
	await lesson.observations.stop();

	const log = readLog(installation.databaseFile, lesson.planned.lesson.lessonId);
	expect(holesIn(log)).toEqual([]);
	expect(log.at(-1)?.seq).toBeGreaterThan(20);
	expect(installation.deaths()).toEqual({ server: 1, recorder: 1 });
	const manifest = await completeManifest(lesson);
	for (const kill of kills) {
		const lacking = lackingOf(manifest, log, kill);
		console.log(`${kill.what} killed: ${lacking} ms are missing in the recording`);
		const slack = kill.what === 'recorder' ? RECORDER_SLACK_MS : 0;
		expect(lacking, `${kill.what} killed: missing in the recording, ms`).toBeLessThan(
			SEGMENT_MS + TAKING_UP_MS + slack,
		);
	}
	for (const { name, complaints } of lesson.everybody) {
		expect(
			complaints.filter((each) => !isOutage(each)),
			name,
		).toEqual([]);
	}
});

/** Browsers note each failed attempt to reach a server that is away. */
const isOutage = (complaint: string): boolean =>
	/WebSocket connection|Failed to load resource/.test(complaint);

interface Kill {
	readonly what: 'worker' | 'server' | 'recorder';
	readonly killedAt: number;
}

/** Everybody sees and hears the teacher, and the teacher sees everybody, by what was drawn after `since`. */
const everybodyIsThere = async (lesson: LiveLesson, since: number): Promise<void> => {
	const sight = { since, withinMs: BACK_WITHIN_MS };
	await Promise.all([
		...(['classroom-1', 'classroom-2', 'viewer'] as const).flatMap((to) => [
			sees(lesson, to, 'teacher', sight),
			sees(lesson, to, 'teacher', { ...sight, kind: 'screen' }),
			hears(lesson, to, 'teacher', since, BACK_WITHIN_MS),
		]),
		...(['classroom-1', 'classroom-2'] as const).map((from) => sees(lesson, 'teacher', from, sight)),
	]);
};

const recordsAgain = async ({ planned, installation }: LiveLesson, since: number): Promise<void> => {
	await until('the teacher is recorded', BACK_WITHIN_MS, async () => {
		const manifest = await readManifest(installation.recordingsDir, planned.lesson.lessonId);
		const tracks = manifest?.tracks.filter(({ role }) => role === 'teacher') ?? [];
		return (
			tracks.length === 2 &&
			// A run may go on over a short hole, or another begins after it.
			tracks.every(({ runs }) => runs.some((run) => runStretch(run).to > since + 2 * UNDER_WAY_MS))
		);
	});
};

const completeManifest = ({ planned, installation }: LiveLesson): Promise<RecordingManifest> =>
	until('the recording is complete', BACK_WITHIN_MS, async () => {
		const manifest = await readManifest(installation.recordingsDir, planned.lesson.lessonId);
		return manifest !== null && manifest.endedAt !== null ? manifest : null;
	});

/**
 * What the teacher's tracks lack around a kill, without the time in which nobody sent. That nobody recorded is no
 * excuse.
 */
const lackingOf = (
	manifest: RecordingManifest,
	log: readonly LogEntry[],
	{ what, killedAt }: Kill,
): number => {
	const joined = log.find(({ event }) => event.type === 'peer-joined' && event.role === 'teacher')?.event;
	const teacher = joined?.type === 'peer-joined' ? joined.peerId : undefined;
	const since = log.filter(({ at }) => at >= killedAt);
	const lacks = manifest.tracks
		.filter(({ role }) => role === 'teacher')
		.map((track) => {
			const back = since.find(
				({ event }) =>
					event.type === 'source-started' && event.peerId === teacher && event.source === track.group,
			);
			const within = manifest.gaps.filter(
				({ peerId, source }) => peerId === track.peerId && source === track.group,
			);
			const gap = [...gapsBetween(track, manifest.endedAt), ...within]
				.filter(({ from, to }) => from <= killedAt + UNDER_WAY_MS && to >= killedAt)
				.toSorted((a, b) => b.to - b.from - (a.to - a.from))[0];
			if (gap === undefined) return 0;
			if (what === 'recorder') return gap.to - gap.from;
			if (back === undefined) throw new Error(`the log does not say when the ${what} was back`);
			return gap.to - gap.from - (back.at - killedAt);
		});
	return Math.round(Math.max(...lacks));
};
