import { LessonId } from '@classroom/protocol';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { runEndMs } from '../run/runReader.ts';
import { writeAtomically } from './files.ts';
import { manifestFile, readManifest, rebuildManifest } from './rebuild.ts';

/** There may be thousands of manifests: of those that are complete nothing else is looked at. */
const Unfinished = z.object({ lessonId: LessonId, endedAt: z.null() });

/** The folders of recordings that nobody has completed, by lesson. One that cannot be read is passed over. */
export async function findUnfinished(recordingsDir: string): Promise<Map<LessonId, string>> {
	const unfinished = new Map<LessonId, string>();
	for (const name of await readdir(recordingsDir)) {
		const folder = path.join(recordingsDir, name);
		const manifest = await readFile(path.join(folder, manifestFile), 'utf8').then(
			parseUnfinished,
			() => undefined,
		);
		if (manifest !== undefined) unfinished.set(manifest.lessonId, folder);
	}
	return unfinished;
}

function parseUnfinished(text: string): z.infer<typeof Unfinished> | undefined {
	try {
		return Unfinished.safeParse(JSON.parse(text)).data;
	} catch {
		return undefined;
	}
}

/**
 * Completes the recording of a lesson that ended while no recorder was at it: with what its segments tell, up to the
 * last of them. Throws what the file system throws.
 */
export async function completeRecording(folder: string, nowMs: number): Promise<void> {
	const ids = await readManifest(folder);
	if (ids?.endedAt !== null) return;
	const { recordingId, lessonId } = ids;
	const { manifest } = await rebuildManifest(folder, { recordingId, lessonId }, nowMs);
	const ends = manifest.tracks.flatMap(({ runs }) => runs.map(runEndMs));
	const endedAt = Math.round(Math.max(manifest.startedAt, ...ends));
	await writeAtomically(path.join(folder, manifestFile), JSON.stringify({ ...manifest, endedAt }));
}
