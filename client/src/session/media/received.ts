import type { PeerId, ProducerId, Source } from '@classroom/protocol';
import type { SourceKey } from './wishes.ts';

/** A source of another Peer as it comes in. */
export type Received = Readonly<{
	peerId: PeerId;
	source: Source;
	producerId: ProducerId;
	/** One object as long as the track is the same, so that a video element is not started anew. */
	stream: MediaStream;
	/** Stopped by its owner or the server for the moment. */
	paused: boolean;
	/** The simulcast layer that comes now; null: none, the link does not carry it; undefined: not said. */
	layer: number | null | undefined;
}>;

export type ReceivedSources = ReadonlyMap<SourceKey, Received>;
