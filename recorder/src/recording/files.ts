import { open, rename, statfs } from 'node:fs/promises';
import path from 'node:path';

/** With less (bytes) not even one segment of each source has room. */
const leastFreeBytes = 1024 * 1024;

/** Whether the disk that `folder` is on is full; false where the system does not say. */
export async function isDiskFull(folder: string): Promise<boolean> {
	try {
		const { bavail, bsize } = await statfs(folder);
		return bavail * bsize < leastFreeBytes;
	} catch {
		return false;
	}
}

/** Makes the names in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** Writes a file so that it is there whole or not at all, whatever is killed in between. */
export async function writeAtomically(file: string, content: string): Promise<void> {
	const temporary = `${file}.tmp`;
	const handle = await open(temporary, 'w');
	try {
		await handle.writeFile(content);
		await handle.sync();
	} finally {
		await handle.close();
	}
	await rename(temporary, file);
	await syncFolder(path.dirname(file));
}
