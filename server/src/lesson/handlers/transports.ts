import { AppError } from '../../platform/index.ts';
import { ownMedia } from './ownMedia.ts';
import { everyPeer, peerHandler, type Joined } from './handler.ts';

export const createTransport = peerHandler(
	'createTransport',
	['teacher', 'assistant', 'classroom', 'viewer', 'inspector'],
	async (joined, request) => {
		if (request.direction === 'send' && !sends(joined)) throw new AppError('forbidden');
		const { peer } = joined;
		if (request.rtpCapabilities !== undefined) peer.rtpCapabilities = request.rtpCapabilities;
		const media = ownMedia(joined);
		if (request.replaces !== undefined) media.closeTransport(request.replaces);
		return await media.createWebRtcTransport();
	},
);

const sends = ({ peer }: Joined): boolean => peer.role === 'teacher' || peer.role === 'classroom';

export const connectTransport = peerHandler('connectTransport', everyPeer, async (joined, request) => {
	await ownMedia(joined).connectTransport(request.transportId, request.dtlsParameters);
	return {};
});

export const restartIce = peerHandler('restartIce', everyPeer, async (joined, request) => ({
	iceParameters: await ownMedia(joined).restartIce(request.transportId),
}));

export const createPlainTransport = peerHandler(
	'createPlainTransport',
	['recorder'],
	async (joined, request) => {
		return await ownMedia(joined).createPlainTransport(request.ip, request.port, request.srtpParameters);
	},
);
