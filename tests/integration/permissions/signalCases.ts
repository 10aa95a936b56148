// What is said for each signalling row of the table, and the seats in which it is said.
import type { RequestType } from '@classroom/protocol';
import { deviceTest } from '../lesson/live/deviceTest.ts';
import {
	cameraParameters,
	capabilities,
	dtlsParameters,
	microphoneParameters,
} from '../lesson/live/mediaSamples.ts';
import type { LiveSocket } from '../lesson/live/liveSocket.ts';

/** What a seat has in its Room; a name that nothing bears where it has none. */
export interface Belongings {
	readonly peer: string;
	readonly receiving: string;
	readonly sending: string;
	readonly camera: string;
	readonly microphone: string;
	readonly consumer: string;
}

export const nothing: Belongings = {
	peer: 'nobody',
	receiving: 'nothing',
	sending: 'nothing',
	camera: 'nothing',
	microphone: 'nothing',
	consumer: 'nothing',
};

export interface Scene {
	/** Whose ids are named: the caller's own, those of somebody else in the Room, of another Room. */
	readonly named: Belongings;
	readonly teacher: Belongings;
	readonly classroom: Belongings;
	/** The natural role of the caller. */
	readonly role: string;
	/** For a source that the caller may have. */
	readonly visible: string;
	readonly receiving: string;
}

interface SignalCase {
	readonly make: (scene: Scene) => Record<string, unknown>;
	readonly domain?: readonly string[];
	/** What the caller owns is used up: it gets it anew. */
	readonly spends?: true;
}

const plain = (make: (scene: Scene) => Record<string, unknown> = () => ({})): SignalCase => ({ make });

const lessonOf = (target: string): string =>
	({ own: 'east-own', other: 'east-other', foreign: 'west-own', ended: 'east-own-ended' })[target] ??
	`east-${target}`;

export const joinRequest = (target: string, role: string) => ({
	type: 'join',
	lessonId: lessonOf(target),
	role,
	afterSeq: null,
	transports: [],
	rtpCapabilities: capabilities,
});

const quizId = 'no-quiz';
const quizGone = ['quiz-not-found'];

/** Quiz, timer, stars and notes. */
const toolCases: Readonly<Record<string, SignalCase>> = {
	openQuiz: { ...plain(() => ({ kind: 'single', options: 4 })), domain: ['quiz-open'] },
	closeQuiz: { ...plain(() => ({ quizId })), domain: quizGone },
	showQuizAnswers: { ...plain(() => ({ quizId, correct: [0] })), domain: quizGone },
	putQuizAway: { ...plain(() => ({ quizId })), domain: quizGone },
	readQuiz: { ...plain(() => ({ quizId })), domain: quizGone },
	readQuizWords: { ...plain(() => ({ quizId })), domain: quizGone },
	tallyQuiz: { ...plain(() => ({ quizId, counts: [1, 2] })), domain: quizGone },
	answerQuiz: { ...plain(() => ({ quizId, answer: { choice: [0] } })), domain: quizGone },
	startTimer: plain(() => ({ seconds: 60 })),
	extendTimer: { ...plain(() => ({ seconds: 60 })), domain: ['timer-not-running'] },
	stopTimer: plain(),
	giveStar: plain(({ named }) => ({ peerId: named.peer, reason: null })),
	takeStarBack: plain(({ named }) => ({ peerId: named.peer })),
	postNote: plain(() => ({ text: '请数一下人数' })),
	readNotes: plain(() => ({ afterSeq: 0 })),
};
const page = { coursewareId: 'none', page: 1 };
const stroke = { strokeId: 'stroke', colour: 'red', points: [1, 1, 2, 2] };
const notShown = ['courseware-not-shown'];

/** Every request type but `join`, which is a case of its own; with its cases in parentheses. */
export const signalCases: Readonly<Record<string, SignalCase>> = {
	leave: { ...plain(), spends: true },
	readLog: plain(() => ({ afterSeq: 0 })),
	'createTransport(send)': { ...plain(() => ({ direction: 'send' })), spends: true },
	'createTransport(receive)': {
		...plain(({ receiving }) => ({
			direction: 'receive',
			...(receiving === 'nothing' ? {} : { replaces: receiving }),
		})),
		spends: true,
	},
	connectTransport: plain(({ named }) => ({ transportId: named.receiving, dtlsParameters })),
	restartIce: plain(({ named }) => ({ transportId: named.receiving })),
	createPlainTransport: {
		...plain(() => ({ ip: '127.0.0.1', port: 50_000, srtpParameters: null })),
		domain: ['too-many-requests'],
	},
	produce: plain(({ named }) => ({
		transportId: named.sending,
		kind: 'audio',
		source: 'screen-audio',
		rtpParameters: microphoneParameters(),
	})),
	pauseProducer: plain(({ named }) => ({ producerId: named.camera })),
	resumeProducer: plain(({ named }) => ({ producerId: named.camera })),
	closeProducer: { ...plain(({ named }) => ({ producerId: named.camera })), spends: true },
	consume: plain(({ visible, receiving }) => ({ transportId: receiving, producerId: visible })),
	'consume(over another transport)': plain(({ named, visible }) => ({
		transportId: named.receiving,
		producerId: visible,
	})),
	'consume(another room)': plain(({ named, receiving }) => ({
		transportId: receiving,
		producerId: named.camera,
	})),
	'consume(camera off stage)': plain(({ classroom, receiving }) => ({
		transportId: receiving,
		producerId: classroom.camera,
	})),
	'consume(microphone off stage)': plain(({ classroom, receiving }) => ({
		transportId: receiving,
		producerId: classroom.microphone,
	})),
	resumeConsumer: plain(({ named }) => ({ consumerId: named.consumer })),
	pauseConsumer: plain(({ named }) => ({ consumerId: named.consumer })),
	setPreferredLayers: plain(({ named }) => ({ consumerId: named.consumer, spatialLayer: 1 })),
	requestKeyFrame: plain(({ named }) => ({ consumerId: named.consumer })),
	closeConsumer: { ...plain(({ named }) => ({ consumerId: named.consumer })), spends: true },
	reportNetwork: plain(() => ({ network: 'fine', roundTripMs: 10, lossRatio: 0 })),
	'raiseHand(own)': plain(),
	'raiseHand(of another)': plain(({ named }) => ({ peerId: named.peer })),
	'lowerHand(own)': plain(),
	'lowerHand(of another)': plain(({ named }) => ({ peerId: named.peer })),
	bringOnStage: plain(({ named }) => ({ peerId: named.peer })),
	takeOffStage: { ...plain(({ named }) => ({ peerId: named.peer })), domain: ['not-on-stage'] },
	mute: plain(({ named }) => ({ peerId: named.peer })),
	'mute(the teacher)': plain(({ teacher }) => ({ peerId: teacher.peer })),
	unmute: { ...plain(({ named }) => ({ peerId: named.peer })), domain: ['muted-by-teacher'] },
	'unmute(the teacher)': plain(({ teacher }) => ({ peerId: teacher.peer })),
	muteAll: plain(),
	callAtRandom: { ...plain(), domain: ['nobody-to-call'] },
	setStageMode: plain(() => ({ mode: 'one' })),
	unmuteAll: plain(),
	probeLink: { ...plain(() => ({ payload: 'AbC0', wanted: 4 })), domain: ['out-of-order'] },
	reportDeviceTest: plain(() => ({ test: deviceTest })),
	setTalkMode: plain(() => ({ talk: 'open' })),
	'startTalking(own)': { ...plain(), domain: ['not-on-stage', 'muted-by-teacher'] },
	'startTalking(of another)': {
		...plain(({ named }) => ({ peerId: named.peer })),
		domain: ['not-on-stage', 'muted-by-teacher'],
	},
	'stopTalking(own)': plain(),
	'stopTalking(of another)': plain(({ named }) => ({ peerId: named.peer })),
	'readExpected(own)': plain(),
	'readExpected(of another)': plain(({ named }) => ({ peerId: named.peer })),
	'takeHeadcount(own)': plain(() => ({ count: 38 })),
	'takeHeadcount(of another)': plain(({ named }) => ({ peerId: named.peer, count: 38 })),
	chooseScene: plain(() => ({ layout: 'automatic' })),
	postChat: plain(() => ({ text: '你好' })),
	readChat: plain(() => ({ afterSeq: 0 })),
	showCourseware: { ...plain(() => ({ coursewareId: 'none' })), domain: ['courseware-not-found'] },
	hideCourseware: plain(),
	turnPage: { ...plain(() => page), domain: notShown },
	zoomPage: { ...plain(() => ({ zoom: null })), domain: notShown },
	addInk: { ...plain(() => ({ ...page, stroke })), domain: notShown },
	undoInk: { ...plain(), domain: notShown },
	clearInk: { ...plain(), domain: notShown },
	movePointer: { ...plain(() => ({ at: { x: 1, y: 1 } })), domain: notShown },
	reportPages: plain(() => ({ what: { kind: 'missing' } })),
	startTeaching: { ...plain(), domain: ['out-of-order'] },
	extendLesson: plain(() => ({ minutes: 1 })),
	endLesson: plain(),
	registerRecorder: {
		...plain(() => ({ recorderId: 'r', places: 0, recording: [] })),
		domain: ['out-of-order'],
	},
	...toolCases,
	reportRecording: plain(() => ({ report: { kind: 'started', recordingId: 'r' } })),
};

export const typeOf = (name: string): RequestType => name.replace(/\(.*\)$/, '') as RequestType;

/** Makes whatever the role may have. Asks nothing that it may not. */
export const settle = async (
	socket: LiveSocket,
	role: string,
	peer: string,
	visible: string | null,
): Promise<Belongings> => {
	const sends = role === 'teacher' || role === 'classroom';
	const receiving =
		role === 'recorder'
			? (await socket.ask('createPlainTransport', { ip: '127.0.0.1', port: 50_000, srtpParameters: null }))
					.transportId
			: (await socket.ask('createTransport', { direction: 'receive' })).transportId;
	let [sending, camera, microphone, consumer] = ['nothing', 'nothing', 'nothing', 'nothing'];
	if (sends) {
		const { transportId } = await socket.ask('createTransport', { direction: 'send' });
		sending = transportId;
		const common = { transportId };
		camera = (
			await socket.ask('produce', {
				...common,
				kind: 'video',
				source: 'camera',
				rtpParameters: cameraParameters(),
			})
		).producerId;
		microphone = (
			await socket.ask('produce', {
				...common,
				kind: 'audio',
				source: 'microphone',
				rtpParameters: microphoneParameters(),
			})
		).producerId;
	}
	if (visible !== null) {
		const answer = await socket.say({ type: 'consume', transportId: receiving, producerId: visible });
		if (!answer.ok) throw new Error(`${role} cannot consume: ${answer.error.code}`);
		consumer = (answer.answer as { consumerId: string }).consumerId;
	}
	return { peer, receiving, sending, camera, microphone, consumer };
};
