// One valid message of nearly every type.
import type { PeerId } from '@classroom/protocol';
import type { Joined } from './liveLesson.ts';
import { cameraParameters, dtlsParameters } from './mediaSamples.ts';

/** What the caller may say, with the ids of things that are there. */
export const validMessages = async (
	{ socket, answer }: Joined,
	peerId: PeerId,
): Promise<Record<string, unknown>[]> => {
	const { transportId } = await socket.ask('createTransport', { direction: 'send' });
	const parts = { transportId, kind: 'video', source: 'camera' } as const;
	const { producerId } = await socket.ask('produce', { ...parts, rtpParameters: cameraParameters() });
	const consumerId = 'consumer';
	const { lessonId } = answer.lesson;
	const capabilities = answer.routerRtpCapabilities;
	const noted = { type: 'join', lessonId, role: 'teacher', afterSeq: 0, transports: [transportId] };
	return [
		{ ...noted, rtpCapabilities: capabilities },
		{ type: 'readLog', afterSeq: 0 },
		{ type: 'createTransport', direction: 'receive', rtpCapabilities: capabilities, replaces: 'x' },
		{ type: 'connectTransport', transportId, dtlsParameters },
		{ type: 'restartIce', transportId },
		{ type: 'createPlainTransport', ip: '127.0.0.1', port: 9, srtpParameters: null },
		{ type: 'produce', ...parts, rtpParameters: { ...cameraParameters(), mid: '1', headerExtensions: [] } },
		...['pauseProducer', 'resumeProducer', 'closeProducer'].map((type) => ({ type, producerId })),
		{ type: 'consume', transportId, producerId },
		...['resumeConsumer', 'pauseConsumer', 'closeConsumer', 'requestKeyFrame'].map((type) => ({
			type,
			consumerId,
		})),
		{ type: 'setPreferredLayers', consumerId, spatialLayer: 1 },
		{ type: 'reportNetwork', network: 'fine', roundTripMs: 1, lossRatio: 0 },
		{
			type: 'reportNetwork',
			network: 'slow',
			roundTripMs: 1,
			lossRatio: 0.1,
			lostRatio: 0.1,
			concealedRatio: 0,
		},
		...['raiseHand', 'lowerHand', 'bringOnStage', 'takeOffStage', 'mute', 'unmute'].map((type) => ({
			type,
			peerId,
		})),
		...['startTalking', 'stopTalking', 'readExpected'].map((type) => ({ type, peerId })),
		...['callAtRandom', 'unmuteAll'].map((type) => ({ type })),
		{ type: 'setStageMode', mode: 'open' },
		{ type: 'setTalkMode', talk: 'push' },
		{ type: 'takeHeadcount', peerId, count: 38 },
		{ type: 'chooseScene', layout: 'teacher' },
		{ type: 'postChat', text: '好' },
		{ type: 'readChat', afterSeq: 0 },
		{ type: 'extendLesson', minutes: 1 },
		{ type: 'registerRecorder', recorderId: 'r', places: 1, recording: [] },
		{ type: 'reportRecording', report: { kind: 'started', recordingId: 'r' } },
	];
};
