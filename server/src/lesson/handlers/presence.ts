import { giveUpSeat } from '../seating.ts';
import { everyPeer, peerHandler } from './handler.ts';

export const leave = peerHandler('leave', everyPeer, async ({ desk, room, peer }) => {
	desk.seat = { kind: 'outside' };
	await giveUpSeat(room, peer);
	return {};
});

/** Entries sent at once; whoever needs more asks again. */
const MOST_ENTRIES = 500;

export const readLog = peerHandler('readLog', everyPeer, async ({ room }, { afterSeq }) => ({
	entries: await room.read(afterSeq, MOST_ENTRIES),
	names: room.names.all(),
}));

/** A link counts as bad from 5 % loss or a round trip of 1 s: speech breaks up (ITU-T G.114 for the delay). */
export const reportNetwork = peerHandler('reportNetwork', everyPeer, async ({ room, peer }, report) => {
	const bad = report.network !== 'fine' || report.lossRatio > 0.05 || report.roundTripMs > 1_000;
	peer.network.reported(bad, room.clock.now());
	const { roundTripMs, lostRatio, concealedRatio, uplinkBitrate } = report;
	peer.media?.reported({ roundTripMs, lostRatio, concealedRatio, uplinkBitrate });
	return await Promise.resolve({});
});
