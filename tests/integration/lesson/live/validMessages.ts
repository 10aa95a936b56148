// One valid message of nearly every type.
import type { PeerId } from '@classroom/protocol';
import type { Joined } from './liveLesson.ts';
import { deviceTest } from './deviceTest.ts';
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
		{ type: 'openQuiz', kind: 'single', options: 2, question: '好吗', optionTexts: ['好', '不好'] },
		...['closeQuiz', 'putQuizAway', 'readQuiz', 'readQuizWords'].map((type) => ({ type, quizId: 'q' })),
		{ type: 'showQuizAnswers', quizId: 'q', correct: [0] },
		{ type: 'tallyQuiz', quizId: 'q', counts: [1, 2] },
		{ type: 'answerQuiz', quizId: 'q', answer: { choice: [1] } },
		{ type: 'answerQuiz', quizId: 'q', answer: { words: '好' } },
		{ type: 'startTimer', seconds: 60 },
		{ type: 'extendTimer', seconds: 30 },
		{ type: 'stopTimer' },
		{ type: 'giveStar', peerId, reason: 'answer' },
		{ type: 'takeStarBack', peerId },
		{ type: 'postNote', text: '好' },
		{ type: 'readNotes', afterSeq: 0 },
		{ type: 'showCourseware', coursewareId: 'x', page: 1 },
		{ type: 'turnPage', coursewareId: 'x', page: 2 },
		{ type: 'zoomPage', zoom: { x: 0, y: 0, size: 5000 } },
		{
			type: 'addInk',
			...{ coursewareId: 'x', page: 1 },
			stroke: { strokeId: 's', colour: 'red', points: [1, 2, 3, 4] },
		},
		...['hideCourseware', 'undoInk', 'clearInk'].map((type) => ({ type })),
		{ type: 'movePointer', at: { x: 1, y: 2 } },
		{ type: 'reportPages', what: { kind: 'fetched', coursewareId: 'x' } },
		{ type: 'extendLesson', minutes: 1 },
		{ type: 'registerRecorder', recorderId: 'r', places: 1, recording: [] },
		{ type: 'probeLink', payload: 'AbC0', wanted: 4 },
		{ type: 'reportDeviceTest', test: deviceTest },
		{ type: 'reportRecording', report: { kind: 'started', recordingId: 'r' } },
	];
};
