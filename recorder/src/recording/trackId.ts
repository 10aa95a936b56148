import { RecordingGroup } from '@classroom/protocol';
import { z } from 'zod';

export const TrackRole = z.enum(['teacher', 'stage']);
export type TrackRole = z.infer<typeof TrackRole>;

/** A Track: one Peer's camera with its microphone, or its screen with the screen's sound. */
export type TrackDescription = { peerId: string; group: RecordingGroup; role: TrackRole };

/** The Track's name, from which all of it can be read again when nothing but folders is left. */
export function trackIdOf({ peerId, group, role }: TrackDescription): string {
	return `${role}-${group}-${peerId}`;
}

export function describeTrack(trackId: string): TrackDescription | undefined {
	const [role, group, ...peer] = trackId.split('-');
	const parsedRole = TrackRole.safeParse(role);
	const parsedGroup = RecordingGroup.safeParse(group);
	const peerId = peer.join('-');
	if (!parsedRole.success || !parsedGroup.success || peerId === '') return undefined;
	return { peerId, group: parsedGroup.data, role: parsedRole.data };
}

/** A run's folder: Track, number, and the UTC ms of its first sample. Ids have no dots. */
export function runFolderName(trackId: string, index: number, startMs: number): string {
	return `${trackId}.${index.toString().padStart(4, '0')}.${startMs}`;
}

export function parseRunFolder(
	folder: string,
): { trackId: string; index: number; startMs: number } | undefined {
	const match = /^([A-Za-z0-9_-]+)\.(\d{4,})\.(\d{1,16})$/.exec(folder);
	const [, trackId, index, startMs] = match ?? [];
	if (trackId === undefined) return undefined;
	return { trackId, index: Number(index), startMs: Number(startMs) };
}
