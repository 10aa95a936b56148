import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MediaFrame } from '../media/frames.ts';
import { GapTracker } from './gapTracker.ts';
import type { MissingSpan } from './gapTracker.ts';
import { MediaQueue } from './mediaQueue.ts';
import { describeTrack, parseRunFolder, runFolderName, trackIdOf } from './trackId.ts';

const format = { codec: 'vp8', width: 2, height: 2 } as const;
const video = (timeMs: number, keyFrame = false): MediaFrame => ({
	kind: 'video',
	timeMs,
	keyFrame,
	data: Buffer.alloc(1),
	format,
});
const audio = (timeMs: number): MediaFrame => ({
	kind: 'audio',
	timeMs,
	durationMs: 20,
	data: Buffer.alloc(1),
});

describe('MediaQueue', () => {
	it('gives out sound and picture in the order of their times', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 50 }))), (steps) => {
				const queue = new MediaQueue();
				const at = { audio: 0, video: 0 };
				const taken: MediaFrame[] = [];
				const drain = (patientUntilMs: number) => {
					for (;;) {
						const frame = queue.take(() => true, patientUntilMs);
						if (frame === undefined) return;
						taken.push(frame);
					}
				};
				for (const [sound, step] of steps) {
					const kind = sound ? 'audio' : 'video';
					at[kind] += step;
					queue.push(sound ? audio(at.audio) : video(at.video));
					drain(-Infinity);
				}
				drain(Infinity);
				expect(queue.empty).toBe(true);
				expect(taken).toHaveLength(steps.length);
				const times = taken.map(({ timeMs }) => timeMs);
				expect(times).toEqual(times.toSorted((a, b) => a - b));
			}),
		);
	});

	it('waits for the other kind, but not for ever', () => {
		const queue = new MediaQueue();
		queue.push(audio(100));
		expect(queue.take(() => true, 99)).toBeUndefined();
		expect(queue.take(() => false, 99)).toMatchObject({ timeMs: 100 });
		queue.push(audio(120));
		expect(queue.take(() => true, 120)).toMatchObject({ timeMs: 120 });
	});

	it('forgets pictures without a key frame, and takes frames back', () => {
		const queue = new MediaQueue();
		for (const frame of [video(0), video(10, true), video(20)]) queue.push(frame);
		queue.dropUndecodable();
		expect(queue.firstKeyFrame).toMatchObject({ timeMs: 10 });
		const frame = queue.take(() => false, 0);
		expect(frame).toMatchObject({ timeMs: 10 });
		queue.restore([frame!]);
		expect(queue.oldestMs).toBe(10);
	});
});

describe('GapTracker', () => {
	function tracker() {
		const spans: MissingSpan[] = [];
		return { spans, gaps: new GapTracker(6000, (span) => spans.push(span)) };
	}

	it('says from when to when, once', () => {
		const { spans, gaps } = tracker();
		gaps.lost('network-loss');
		gaps.frame(audio(1000));
		gaps.lost('source-silent');
		gaps.lost('network-loss');
		gaps.lost('worker-died');
		gaps.frame(audio(5000));
		gaps.frame(audio(5020));
		expect(spans).toEqual([{ fromMs: 1020, toMs: 5000, cause: 'network-loss' }]);
	});

	it('says nothing of what is too short to notice, or was stopped on purpose', () => {
		const { spans, gaps } = tracker();
		gaps.frame(audio(1000));
		gaps.lost('network-loss');
		gaps.frame(audio(1060));
		gaps.stop(9000);
		gaps.frame(audio(20_000));
		expect(spans).toEqual([]);
	});

	it('notices a source that stood still', () => {
		const { spans, gaps } = tracker();
		gaps.frame(audio(1000));
		gaps.frame(audio(7100));
		expect(spans).toEqual([{ fromMs: 1020, toMs: 7100, cause: 'source-silent' }]);
	});

	it('ends an open gap when nothing more is expected', () => {
		const { spans, gaps } = tracker();
		gaps.lostSince(1000, 'recorder-restarted');
		gaps.stop(3000);
		expect(spans).toEqual([{ fromMs: 1000, toMs: 3000, cause: 'recorder-restarted' }]);
	});
});

describe('trackId', () => {
	it('can be read back from a run folder', () => {
		fc.assert(
			fc.property(
				fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
				fc.constantFrom('camera' as const, 'screen' as const),
				fc.constantFrom('teacher' as const, 'stage' as const),
				fc.nat(),
				fc.nat(),
				(peerId, group, role, index, startMs) => {
					const trackId = trackIdOf({ peerId, group, role });
					const folder = runFolderName(trackId, index, startMs);
					expect(folder.length).toBeLessThanOrEqual(121);
					expect(parseRunFolder(folder)).toEqual({ trackId, index, startMs });
					expect(describeTrack(trackId)).toEqual({ peerId, group, role });
				},
			),
		);
		expect(parseRunFolder('manifest.json')).toBeUndefined();
		expect(parseRunFolder('../x.0000.1')).toBeUndefined();
	});
});
