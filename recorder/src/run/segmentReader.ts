import { open } from 'node:fs/promises';
import path from 'node:path';
import { moofEnd, readFragments, readInit } from './fmp4.ts';
import type { Fragment, InitTrack } from './fmp4.ts';

/** What a run's init file says. */
export type RunInit = {
	tracks: InitTrack[];
	codecs: string[];
	width: number | null;
	height: number | null;
};

/** A complete segment; times are ms of the run's media time. */
export type SegmentInfo = {
	file: string;
	bytes: number;
	startMs: number;
	durationMs: number;
	/** Frames in it. */
	frames: { audio: number; video: number };
};

const firstReadBytes = 64 * 1024;

/** Reads an init file; undefined if it is not there or not one. */
export async function readRunInit(file: string): Promise<RunInit | undefined> {
	const data = await readStart(file, true).catch(() => undefined);
	const tracks = data === undefined ? [] : readInit(data.start);
	if (tracks.length === 0) return undefined;
	const video = tracks.find(({ kind }) => kind === 'video');
	return {
		tracks,
		codecs: tracks.map(({ codec }) => codec),
		width: video?.width ?? null,
		height: video?.height ?? null,
	};
}

/**
 * Reads where a segment lies in time, by its picture or else its sound, and makes it durable if `sync`.
 * Undefined if it is not there, or was cut off or damaged.
 */
export async function readSegment(
	folder: string,
	file: string,
	init: RunInit,
	sync: boolean,
): Promise<SegmentInfo | undefined> {
	const data = await readStart(path.join(folder, file), sync).catch(() => undefined);
	if (data === undefined) return undefined;
	const track = init.tracks.find(({ kind }) => kind === 'video') ?? init.tracks[0];
	const fragments = readFragments(data.start);
	const [own] = fragments.filter(({ trackId, samples }) => trackId === track?.id && samples > 0);
	// A segment whose pictures stopped before it began has sound alone.
	const fragment = own ?? fragments.find(({ samples }) => samples > 0);
	const timescale = init.tracks.find(({ id }) => id === fragment?.trackId)?.timescale;
	if (fragment === undefined || timescale === undefined || data.bytes < data.end) return undefined;
	const startMs = (fragment.start * 1000) / timescale;
	return {
		file,
		bytes: data.bytes,
		startMs,
		durationMs: endMs(fragments, init) - startMs,
		frames: { audio: countFrames(fragments, init, 'audio'), video: countFrames(fragments, init, 'video') },
	};
}

/** Where the track ends that goes on longest: sound may go on when there are no pictures any more. */
function endMs(fragments: readonly Fragment[], { tracks }: RunInit): number {
	const ends = fragments.map(({ trackId, start, duration }) => {
		const timescale = tracks.find(({ id }) => id === trackId)?.timescale ?? Infinity;
		return ((start + duration) * 1000) / timescale;
	});
	return Math.max(...ends);
}

function countFrames(fragments: readonly Fragment[], init: RunInit, kind: InitTrack['kind']): number {
	const ids = new Set(init.tracks.filter((track) => track.kind === kind).map(({ id }) => id));
	return fragments.reduce((sum, { trackId, samples }) => sum + (ids.has(trackId) ? samples : 0), 0);
}

/** The file up to the end of its first `moof`, its size, and the size that its boxes announce. */
async function readStart(
	file: string,
	sync: boolean,
): Promise<{ start: Buffer; bytes: number; end: number }> {
	const handle = await open(file, 'r');
	try {
		const { size } = await handle.stat();
		let start = await readBytes(handle, Math.min(size, firstReadBytes));
		const end = moofEnd(start);
		if (end !== undefined && end + 8 > start.length) start = await readBytes(handle, Math.min(size, end + 8));
		if (sync) await handle.sync();
		const dataBytes = end !== undefined && end + 4 <= start.length ? start.readUInt32BE(end) : 0;
		return { start: start.subarray(0, end ?? start.length), bytes: size, end: (end ?? 0) + dataBytes };
	} finally {
		await handle.close();
	}
}

async function readBytes(handle: Awaited<ReturnType<typeof open>>, bytes: number): Promise<Buffer> {
	const buffer = Buffer.alloc(bytes);
	const { bytesRead } = await handle.read(buffer, 0, bytes, 0);
	return buffer.subarray(0, bytesRead);
}
