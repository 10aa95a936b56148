// The report for people.
import type { SmokeReport } from './report.ts';

export const describe = (report: SmokeReport): string => {
	const { live, join, recovery, recording, replay, complaints, failures } = report;
	const spreadText = (spread: { p50: number; p95: number } | null): string =>
		spread === null ? 'not measured' : `${spread.p50} ms, 95 % within ${spread.p95} ms`;
	const lines = [
		'Live',
		...live.map((each) => {
			const what =
				each.concealedSamplesRatio === null
					? `${each.framesDecoded} frames, ${each.width} wide, ${each.freezeCount} freezes`
					: `${(each.concealedSamplesRatio * 100).toFixed(2)} % concealed`;
			const delay = spreadText(each.glassToGlassMs);
			return `  ${each.direction}, ${each.kind}: ${what}, ${each.packetsLost} packets lost, delay ${delay}`;
		}),
		`Join: first picture ${join.clickToFirstFrameMs} ms after the click`,
		`Recovery: reload ${recovery.reloadMs} ms, recorder's gap ${recovery.recorderGapMs} ms`,
		'Recording',
		...recording.tracks.map(
			({ trackId, seconds, codec, gapsMs }) =>
				`  ${trackId}: ${seconds} s, ${codec}, gaps of ${gapsMs.join(', ') || 'nothing'} ms`,
		),
		`Replay: first picture after ${replay.startMs} ms, ${replay.framesDecoded} frames, ` +
			`sound against camera ${replay.avOffsets.camera ?? '?'} ms, against screen ${replay.avOffsets.screen ?? '?'} ms`,
		...complaints.map((each) => `On a page's console: ${each}`),
		failures.length === 0 ? 'Everything held.' : 'These did not hold:',
		...failures.map((each) => `  ${each}`),
	];
	return `${lines.join('\n')}\n`;
};
