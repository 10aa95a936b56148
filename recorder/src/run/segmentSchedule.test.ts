import { expect, it } from 'vitest';
import { SegmentSchedule } from './segmentSchedule.ts';

const h264 = { codec: 'h264', width: 2, height: 2, sps: Buffer.alloc(4), pps: Buffer.alloc(1) } as const;
const picture = (keyFrame: boolean) =>
	({ kind: 'video', timeMs: 0, keyFrame, data: Buffer.alloc(1), format: h264 }) as const;
const sound = { kind: 'audio', timeMs: 0, durationMs: 20, data: Buffer.alloc(1) } as const;

it('ends segments at key frames, by the time since the beginning', () => {
	const schedule = new SegmentSchedule(true);
	for (const [ms, keyFrame] of [
		[0, true],
		[1900, true],
		[2100, false],
		[2700, true],
		[3800, true],
		[4100, true],
		[4200, true],
	] as const) {
		schedule.frame(picture(keyFrame), ms);
		schedule.frame(sound, ms);
	}
	expect(schedule.ended).toBe(2);
	expect(schedule.dueMs).toBe(5850);
});

it('ends segments of sound alone anywhere', () => {
	const schedule = new SegmentSchedule(false);
	for (let ms = 0; ms < 10_000; ms += 20) schedule.frame(sound, ms);
	expect(schedule.ended).toBe(5);
});
