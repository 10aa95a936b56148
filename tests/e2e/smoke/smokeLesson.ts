// A whole lesson of a minute: camera, screen, hand, stage, a reload, a killed recorder, the end, the replay.
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import type { Installation } from '../../fixtures/installation.ts';
import { liveFigures } from '../lesson/liveFigures.ts';
import type { LiveLesson } from '../lesson/liveLesson.ts';
import {
	bringsOnStage,
	classroomStarts,
	endsLesson,
	hears,
	prepareLesson,
	raisesHand,
	sees,
	sharesScreen,
	takesOffStage,
	teacherEnters,
	viewerJoins,
} from '../lesson/liveLesson.ts';
import type { ParticipantName } from '../lesson/participants.ts';
import { senders } from '../lesson/participants.ts';
import { gapsBetween, readManifest, trackFigures } from '../lesson/recordingFigures.ts';
import { middle, offsetsOf, watchReplay } from '../lesson/replayFigures.ts';
import { until } from '../lesson/until.ts';
import type { SmokeReport } from './report.ts';
import { failuresOf } from './report.ts';

const BELL_IN_MS = 22_000;
const LENGTH_MS = 5 * 60_000;
/** From the bell to the end. */
const TAUGHT_MS = 60_000;
/** What a change of layout or sources does to the pictures is over after this long. */
const SETTLED_MS = 3000;
const STAGE_MS = 15_000;

const receivers = ['classroom-1', 'classroom-2', 'viewer'] as const;

export type Say = (sentence: string) => void;

/** Throws when something does not happen at all. */
export const smokeLesson = async (
	installation: Installation,
	browser: Browser,
	say: Say,
): Promise<SmokeReport> => {
	const lesson = await prepareLesson(installation, browser, { bellInMs: BELL_IN_MS, lengthMs: LENGTH_MS });
	const { observations, everybody } = lesson;
	observations.start();
	const join = await everybodyJoins(lesson);
	say('Everybody is in, and sees and hears the teacher.');
	const stage = await screenHandAndStage(lesson);
	say('Screen, hand and stage went as they should.');
	const reloadMs = await reload(lesson);
	say(`A reloaded classroom is back after ${reloadMs} ms.`);
	const killedAt = await killRecorder(lesson);
	say('The recorder was killed and records again.');
	await wait(Math.max(0, lesson.planned.lesson.plannedStart + TAUGHT_MS - Date.now()));
	await observations.collect();
	await observations.stop();
	const live = everybody.flatMap(({ name }) => liveFigures(observations, name));
	await endsLesson(lesson);
	say('The lesson is over; now its replay.');
	const replay = await playReplay(lesson, stage, killedAt);
	const recording = await recordingOf(lesson, killedAt);
	const measured = {
		live,
		join,
		recovery: { reloadMs, recorderGapMs: recording.recorderGapMs },
		recording: { tracks: recording.tracks },
		replay,
		events: observations.events.map(({ what, from, to }) => ({ what, from, to })),
		complaints: everybody.flatMap(({ name, complaints }) => complaints.map((each) => `${name}: ${each}`)),
	};
	return { ...measured, failures: failuresOf(measured) };
};

const everybodyJoins = async (lesson: LiveLesson): Promise<SmokeReport['join']> => {
	const { installation, classrooms, observations } = lesson;
	const { plannedStart: bell } = lesson.planned.lesson;
	await teacherEnters(lesson);
	const joinedAt: Partial<Record<ParticipantName, number>> = {};
	const wideAfterMs: Partial<Record<ParticipantName, number>> = {};
	let clickToFirstFrameMs = 0;
	await observations.planned(
		'joining',
		() => true,
		SETTLED_MS,
		async () => {
			await Promise.all(
				classrooms.map(async (classroom) => {
					await classroomStarts(classroom, installation);
					joinedAt[classroom.name] = Math.max(bell, Date.now());
				}),
			);
			clickToFirstFrameMs = await viewerJoins(lesson);
			joinedAt.viewer = Date.now() - clickToFirstFrameMs;
			await wait(Math.max(0, bell - Date.now()));
			await Promise.all(
				receivers.map(async (to) => {
					const wideAt = await sees(lesson, to, 'teacher', { since: 0, width: 1280 });
					wideAfterMs[to] = Math.max(0, Math.round(wideAt - (joinedAt[to] ?? bell)));
					await hears(lesson, to, 'teacher', bell);
				}),
			);
		},
	);
	return { clickToFirstFrameMs, wideAfterMs };
};

/** Resolves to when the classroom went on stage. */
const screenHandAndStage = async (lesson: LiveLesson): Promise<number> => {
	const { observations, classrooms } = lesson;
	await observations.planned(
		'screen',
		(from) => from === 'teacher',
		SETTLED_MS,
		async () => {
			const since = Date.now();
			await sharesScreen(lesson);
			await Promise.all(receivers.map((to) => sees(lesson, to, 'teacher', { since, kind: 'screen' })));
		},
	);
	const stageAt = Date.now();
	const touches = (from: string): boolean => from === 'classroom-1';
	await observations.planned('stage', touches, SETTLED_MS, async () => {
		await raisesHand(classrooms[0]);
		await bringsOnStage(lesson);
		await Promise.all(
			(['teacher', 'classroom-2', 'viewer'] as const).map(async (to) => {
				await sees(lesson, to, 'classroom-1', { since: stageAt });
				await hears(lesson, to, 'classroom-1', stageAt);
			}),
		);
	});
	await wait(STAGE_MS);
	await observations.planned('off stage', touches, SETTLED_MS, () => takesOffStage(lesson));
	return stageAt;
};

const reload = async (lesson: LiveLesson): Promise<number> => {
	const [, { page, name }] = lesson.classrooms;
	const touches = (from: string, to: string): boolean => from === name || to === name;
	return lesson.observations.planned('reload', touches, SETTLED_MS, async () => {
		const since = Date.now();
		await page.reload();
		const seenAt = await sees(lesson, name, 'teacher', { since });
		await hears(lesson, name, 'teacher', since);
		return Math.round(seenAt - since);
	});
};

/** Resolves to when it was killed, once it records all of the teacher's again. */
const killRecorder = async ({ installation, planned }: LiveLesson): Promise<number> => {
	const killedAt = Date.now();
	await installation.kill(installation.pids().recorder);
	await until('the recorder goes on', 60_000, async () => {
		const manifest = await readManifest(installation.recordingsDir, planned.lesson.lessonId);
		const tracks = manifest?.tracks.filter(({ role }) => role === 'teacher') ?? [];
		return (
			tracks.length === 2 &&
			tracks.every(({ runs }) =>
				runs.some(({ startMs, segments }) => startMs > killedAt && segments.length > 1),
			)
		);
	});
	return killedAt;
};

const playReplay = async (
	{ viewer: { page }, planned }: LiveLesson,
	stageAt: number,
	killedAt: number,
): Promise<SmokeReport['replay']> => {
	await page.getByRole('link', { name: '看回放' }).click();
	const clickedAt = await page.evaluate(() => window.__instruments?.clickedAt() ?? 0);
	const first = await until('the replay begins', 60_000, async () => {
		const notes = await page.evaluate(() => window.__instruments?.sightings());
		return notes?.sightings.find(({ trackId }) => trackId === null);
	});
	const bell = planned.lesson.plannedStart;
	const watched = [await watchReplay(page, 6000)];
	for (const moment of [stageAt + 2000, killedAt + 6000]) {
		await seek(page, moment - bell);
		watched.push(await watchReplay(page, 6000));
	}
	const offsets = (source: number): number | null =>
		middle(watched.flatMap((each) => offsetsOf(each, source)));
	const { camera, screen } = {
		camera: offsets(senders.teacher.camera),
		screen: offsets(senders.teacher.screen ?? 0),
	};
	const framesDecoded = await page.evaluate(() =>
		[...document.querySelectorAll('video')].reduce(
			(sum, video) => sum + video.getVideoPlaybackQuality().totalVideoFrames,
			0,
		),
	);
	const worst = [camera, screen]
		.filter((each) => each !== null)
		.toSorted((a, b) => Math.abs(b) - Math.abs(a))[0];
	return {
		framesDecoded,
		avOffsetMs: worst ?? null,
		avOffsets: { camera, screen },
		startMs: Math.round(first.shownAt - clickedAt),
	};
};

/** By a click on the bar. */
const seek = async (page: Page, toMs: number): Promise<void> => {
	const bar = page.getByRole('slider', { name: '播放进度' });
	const box = await bar.boundingBox();
	const seconds = Number(await bar.getAttribute('aria-valuemax'));
	if (box === null) throw new Error('the replay has no bar');
	await bar.click({ position: { x: (box.width * toMs) / 1000 / seconds, y: box.height / 2 } });
};

const recordingOf = async ({ installation, planned }: LiveLesson, killedAt: number) => {
	const manifest = await until('the recording is complete', 60_000, async () => {
		const found = await readManifest(installation.recordingsDir, planned.lesson.lessonId);
		return found !== null && found.endedAt !== null ? found : null;
	});
	const gaps = manifest.tracks
		.filter(({ role }) => role === 'teacher')
		.flatMap((track) => gapsBetween(track, manifest.endedAt))
		.filter(({ from, to }) => from <= killedAt + 1000 && to >= killedAt);
	return {
		tracks: manifest.tracks.map(trackFigures),
		recorderGapMs: Math.round(Math.max(0, ...gaps.map(({ from, to }) => to - from))),
	};
};
