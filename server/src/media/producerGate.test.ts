// Muting and unmuting may follow each other faster than the Worker answers: the last word holds.
import { PeerId, type ProducerId, type RtpParameters } from '@classroom/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLog, systemClock } from '../platform/index.ts';
import { MediaNode, type PeerMedia, type PeerMediaEvents, type RoomMedia } from './index.ts';

const nothing = (): void => undefined;
const events: PeerMediaEvents = {
	transportClosed: nothing,
	producerClosed: nothing,
	consumerClosed: nothing,
	consumerPaused: nothing,
	consumerResumed: nothing,
	consumerLayers: nothing,
	sending: () => undefined,
	quality: nothing,
	uplinkScore: nothing,
	downlinkScore: nothing,
};
const voice: RtpParameters = {
	codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
	encodings: [{ ssrc: 1111 }],
	rtcp: { cname: 'classroom' },
};

let node: MediaNode;
let room: RoomMedia;
let sender: PeerMedia;
let producerId: ProducerId;

beforeEach(async () => {
	const options = { listenIp: '127.0.0.1', announcedAddress: undefined, firstPort: 0, workers: 1 };
	node = new MediaNode({ ...options, plainAddresses: [] }, systemClock, silentLog());
	await node.start();
	room = await node.openRoom();
	sender = room.peer(PeerId.parse('classroom'), events);
	const { transportId } = await sender.createWebRtcTransport();
	const input = { kind: 'audio', source: 'microphone', rtpParameters: voice, paused: false } as const;
	producerId = await sender.produce(transportId, input);
});
afterEach(() => node.close());

/** As the Worker has it, told by a Consumer of another Peer. */
const isPaused = async (): Promise<boolean> => {
	const viewer = room.peer(PeerId.parse('viewer'), events);
	const { transportId } = await viewer.createWebRtcTransport();
	return (await viewer.consume(transportId, producerId, 'voice', room.rtpCapabilities)).producerPaused;
};

test.each([
	{ words: [true, false], paused: false },
	{ words: [true, false, true], paused: true },
])('after $words in one go it is paused: $paused', async ({ words, paused }) => {
	await Promise.all(words.map((word) => sender.setProducerPaused(producerId, word)));
	expect(await isPaused()).toBe(paused);
});
