import { execFile } from 'node:child_process';
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import type { TestContext } from 'vitest';
import { capture } from '../testing/capturedMedia.ts';
import { readManifestFile } from '../testing/inspect.ts';
import { now, seconds, Studio, teacher, wait } from '../testing/studio.ts';

const run = promisify(execFile);

/** A disk of 6 MB, or the test is skipped: only root may mount one. */
async function smallDisk(context: TestContext): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), 'small-disk-'));
	const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', folder]).then(
		() => true,
		() => false,
	);
	context.onTestFinished(async () => {
		if (mounted) await run('umount', ['-l', folder]);
		await rm(folder, { recursive: true, force: true });
	});
	if (!mounted) context.skip('no disk of a few megabytes can be mounted here (only root may)');
	return folder;
}

const settles = async (check: () => boolean) => {
	for (let tries = 0; tries < 600 && !check(); tries++) await wait(100);
	return check();
};

it('says that the disk is full, keeps what comes, and goes on when there is room', async (context) => {
	const [audio, video] = await capture('ffmpeg', { seconds: 4, video: 'h264' });
	const disk = await smallDisk(context);
	const folder = path.join(disk, 'recording');
	const studio = await Studio.open({ folder });
	context.onTestFinished(() => studio.close());
	const { recording } = studio;
	const track = recording.addTrack(teacher);
	const startMs = now();
	for (const stream of [audio!, video!]) studio.add(track, stream, startMs);
	await wait(5000);

	const ballast = path.join(disk, 'ballast');
	const { bavail, bsize } = await statfs(disk);
	await writeFile(ballast, Buffer.alloc((bavail - 2) * bsize));
	expect(await settles(() => recording.storageFull)).toBe(true);
	await wait(1500);
	await rm(ballast);
	expect(await settles(() => !recording.storageFull)).toBe(true);
	await wait(3000);
	const lastMs = now();
	await recording.close();

	expect(studio.runs.map(({ endedBy }) => endedBy)).toEqual(['storage-full', 'recording-closed']);
	// Everything was kept in memory meanwhile.
	expect(studio.gaps).toEqual([]);
	const { tones, errors } = await studio.inspect();
	expect(errors).toBe('');
	const firstOfRun = seconds([studio.runs[1]!.startMs], startMs)[0]!;
	const length = Math.floor((lastMs - startMs) / 1000) - 1;
	const expected = Array.from({ length }, (_, index) => index + 1).filter((each) => each !== firstOfRun);
	expect(seconds(tones, startMs)).toEqual(expect.arrayContaining(expected));
	expect(await readManifestFile(folder)).toEqual(recording.manifest);
});
