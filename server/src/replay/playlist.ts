// A clip as an HLS media playlist (RFC 8216): every section with its own EXT-X-MAP, placed by
// EXT-X-PROGRAM-DATE-TIME, and EXT-X-DISCONTINUITY between them. Pure.
import type { Clip, Section } from './clips.ts';

/** Addresses as they stand in a playlist at `/media/:lessonId/tracks/:trackId/:clipId.m3u8`. */
const fileAddress = (folder: string, file: string): string => `../../runs/${folder}/${file}`;

/** `growing`: more segments will come, so no end is written and players ask again. */
export const playlistText = (clip: Clip, growing: boolean): string => {
	const longest = Math.max(
		1,
		...clip.sections.flatMap(({ segments }) => segments.map((each) => each.durationMs)),
	);
	return [
		'#EXTM3U',
		'#EXT-X-VERSION:7',
		`#EXT-X-TARGETDURATION:${Math.ceil(longest / 1000)}`,
		'#EXT-X-MEDIA-SEQUENCE:0',
		`#EXT-X-PLAYLIST-TYPE:${growing ? 'EVENT' : 'VOD'}`,
		'#EXT-X-INDEPENDENT-SEGMENTS',
		...clip.sections.flatMap((section, index) => [
			...(index === 0 ? [] : ['#EXT-X-DISCONTINUITY']),
			...sectionLines(section),
		]),
		...(growing ? [] : ['#EXT-X-ENDLIST']),
		'',
	].join('\n');
};

const sectionLines = ({ folder, init, startMs, segments }: Section): string[] => [
	`#EXT-X-MAP:URI="${fileAddress(folder, init)}"`,
	`#EXT-X-PROGRAM-DATE-TIME:${new Date(startMs).toISOString()}`,
	...segments.flatMap(({ file, durationMs }) => [
		`#EXTINF:${(durationMs / 1000).toFixed(6)},`,
		fileAddress(folder, file),
	]),
];
