import { maySee, type PeerState, type ProducerId, type Source } from '@classroom/protocol';
import type { Rank } from '../../media/index.ts';
import { AppError } from '../../platform/index.ts';
import { everyPeer, peerHandler, type Joined } from './handler.ts';
import { ownMedia } from './ownMedia.ts';

export const consume = peerHandler('consume', everyPeer, async (joined, request) => {
	const { peer } = joined;
	const { owner, source } = visible(joined, request.producerId);
	if (peer.rtpCapabilities === null) throw new AppError('out-of-order');
	const media = ownMedia(joined);
	const consumer = await media.consume(
		request.transportId,
		request.producerId,
		rankOf(owner, source.source),
		peer.rtpCapabilities,
	);
	try {
		// What may be seen may have changed while the Consumer was made.
		visible(joined, request.producerId);
	} catch (error) {
		media.closeConsumer(consumer.consumerId);
		throw error;
	}
	return { ...consumer, producerId: request.producerId, peerId: owner.peerId, source: source.source };
});

export const resumeConsumer = peerHandler('resumeConsumer', everyPeer, async (joined, { consumerId }) => {
	await ownMedia(joined).setConsumerPaused(consumerId, false);
	return {};
});

export const pauseConsumer = peerHandler('pauseConsumer', everyPeer, async (joined, { consumerId }) => {
	await ownMedia(joined).setConsumerPaused(consumerId, true);
	return {};
});

export const closeConsumer = peerHandler('closeConsumer', everyPeer, async (joined, { consumerId }) => {
	ownMedia(joined).closeConsumer(consumerId);
	return await Promise.resolve({});
});

export const setPreferredLayers = peerHandler('setPreferredLayers', everyPeer, async (joined, request) => {
	await ownMedia(joined).setPreferredLayers(request.consumerId, request.spatialLayer);
	return {};
});

export const requestKeyFrame = peerHandler('requestKeyFrame', everyPeer, async (joined, { consumerId }) => {
	await ownMedia(joined).requestKeyFrame(consumerId);
	return {};
});

/** How dear it is to the lesson when a link gets tight. */
const rankOf = (owner: PeerState, source: Source): Rank => {
	switch (source) {
		case 'microphone':
		case 'screen-audio':
			return 'voice';
		case 'screen':
			return 'slides';
		case 'camera':
			return owner.role === 'teacher' ? 'teacher-camera' : 'other-camera';
	}
};

const visible = ({ room, peer }: Joined, producerId: ProducerId) => {
	const viewer = room.peerState(peer.peerId);
	for (const owner of room.state.peers) {
		const source = owner.sources.find((each) => each.producerId === producerId);
		if (source === undefined) continue;
		if (!maySee(viewer, owner, source)) throw new AppError('not-visible');
		return { owner, source };
	}
	throw new AppError('producer-not-found');
};
