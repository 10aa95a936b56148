import type { LessonEvent, ProducerId, Source, SourceState } from '@classroom/protocol';
import { AppError } from '../../platform/index.ts';
import { RoomMediaKeeper } from '../roomMediaKeeper.ts';
import { peerHandler, type Joined } from './handler.ts';
import { ownMedia } from './ownMedia.ts';

const senders = ['teacher', 'classroom'] as const;
const audioSources: readonly Source[] = ['microphone', 'screen-audio'];

/** One Producer a source: a second one takes the place of the first. */
export const produce = peerHandler('produce', senders, async (joined, request) => {
	const { room, self, peer } = joined;
	if ((request.kind === 'audio') !== audioSources.includes(request.source))
		throw new AppError('bad-media-parameters');
	const media = ownMedia(joined);
	const before = self.sources.find((each) => each.source === request.source);
	const producerId = await media.produce(request.transportId, {
		kind: request.kind,
		source: request.source,
		rtpParameters: request.rtpParameters,
		paused: RoomMediaKeeper.gateClosed(self, request.source),
	});
	try {
		await room.append(...(before === undefined ? [] : [stopped(joined, before)]), {
			type: 'source-started',
			peerId: peer.peerId,
			source: request.source,
			kind: request.kind,
			producerId,
		});
	} catch (error) {
		// Nobody would ever hear of it.
		media.closeProducer(producerId);
		throw error;
	}
	if (before !== undefined) media.closeProducer(before.producerId);
	// The gate may have moved while the Producer was made.
	const paused = RoomMediaKeeper.gateClosed(room.peerState(peer.peerId), request.source);
	await media.setProducerPaused(producerId, paused);
	return { producerId };
});

export const pauseProducer = peerHandler('pauseProducer', senders, async (joined, { producerId }) => {
	const source = ownSource(joined, producerId);
	await ownMedia(joined).setProducerPaused(producerId, true);
	if (!source.paused) await joined.room.append({ type: 'source-paused', ...refer(joined, source) });
	return {};
});

export const resumeProducer = peerHandler('resumeProducer', senders, async (joined, { producerId }) => {
	const source = ownSource(joined, producerId);
	// The gate opens with the entry, and only if nothing else holds it shut.
	if (source.paused) await joined.room.append({ type: 'source-resumed', ...refer(joined, source) });
	return {};
});

export const closeProducer = peerHandler('closeProducer', senders, async (joined, { producerId }) => {
	const source = ownSource(joined, producerId);
	ownMedia(joined).closeProducer(producerId);
	await joined.room.append(stopped(joined, source));
	return {};
});

const ownSource = ({ self }: Joined, producerId: ProducerId): SourceState => {
	const source = self.sources.find((each) => each.producerId === producerId);
	if (source === undefined) throw new AppError('producer-not-found');
	return source;
};

const refer = ({ peer }: Joined, source: SourceState) => ({
	peerId: peer.peerId,
	source: source.source,
	producerId: source.producerId,
});

const stopped = (joined: Joined, source: SourceState): LessonEvent => ({
	type: 'source-stopped',
	...refer(joined, source),
	cause: 'stopped',
});
