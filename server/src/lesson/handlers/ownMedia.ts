import type { PeerMedia } from '../../media/index.ts';
import type { Joined } from './handler.ts';

/** What this Peer has on the Room's Router. @throws AppError `media-unavailable` */
export const ownMedia = ({ room, peer }: Joined): PeerMedia => {
	const media = room.media.of(peer);
	peer.media = media;
	return media;
};
