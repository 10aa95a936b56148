// Every handler there is, as the socket gateway takes them. The compiler says when one is missing.
import { answers, Notification, SignalRequest, type RequestType } from '@classroom/protocol';
import { callerRole, type Caller } from '../../identity/index.ts';
import type { Access as PlatformAccess, HandlerMap, SocketHandler } from '../../platform/index.ts';
import * as attendance from './attendance.ts';
import * as calling from './calling.ts';
import * as chat from './chat.ts';
import * as consumers from './consumers.ts';
import * as courseware from './courseware.ts';
import * as course from './course.ts';
import * as device from './device.ts';
import type { Access, Desk, Handler, LessonServices } from './handler.ts';
import { join } from './join.ts';
import * as notes from './notes.ts';
import * as presence from './presence.ts';
import * as producers from './producers.ts';
import * as quiz from './quiz.ts';
import * as recorders from './recorders.ts';
import * as stage from './stage.ts';
import * as talking from './talking.ts';
import * as tools from './tools.ts';
import * as transports from './transports.ts';

export const signalling = { request: SignalRequest, answers, notification: Notification };
export type Signalling = typeof signalling;

/** Makes one as the gateway takes it. */
type On = <T extends RequestType>(handler: Handler<T>) => SocketHandler<Signalling, T, Caller>;

/** `deskOf`: the place of a connection, by its id. */
export const lessonHandlers = (
	deskOf: (connectionId: string) => Desk,
	services: LessonServices,
): HandlerMap<Signalling, Caller> => {
	const on: On = (handler) => {
		const access = admission(handler.access);
		return {
			access,
			serve: async ({ request, connection }, admit) => {
				admit(access);
				return await handler.run(deskOf(connection.id), services, request);
			},
		};
	};
	return {
		...presenceHandlers(on),
		...mediaHandlers(on),
		...stageHandlers(on),
		...toolHandlers(on),
		...coursewareHandlers(on),
	};
};

/** Who is here, and the course of the Lesson. */
const presenceHandlers = (on: On) => ({
	join: on(join),
	leave: on(presence.leave),
	readLog: on(presence.readLog),
	reportNetwork: on(presence.reportNetwork),
	readExpected: on(attendance.readExpected),
	takeHeadcount: on(attendance.takeHeadcount),
	startTeaching: on(course.startTeaching),
	extendLesson: on(course.extendLesson),
	endLesson: on(course.endLesson),
	registerRecorder: on(recorders.registerRecorder),
	reportRecording: on(recorders.reportRecording),
	probeLink: on(device.probeLink),
	reportDeviceTest: on(device.reportDeviceTest),
});

/** Transports, and what goes over them. */
const mediaHandlers = (on: On) => ({
	createTransport: on(transports.createTransport),
	connectTransport: on(transports.connectTransport),
	restartIce: on(transports.restartIce),
	createPlainTransport: on(transports.createPlainTransport),
	produce: on(producers.produce),
	pauseProducer: on(producers.pauseProducer),
	resumeProducer: on(producers.resumeProducer),
	closeProducer: on(producers.closeProducer),
	consume: on(consumers.consume),
	resumeConsumer: on(consumers.resumeConsumer),
	pauseConsumer: on(consumers.pauseConsumer),
	closeConsumer: on(consumers.closeConsumer),
	setPreferredLayers: on(consumers.setPreferredLayers),
	requestKeyFrame: on(consumers.requestKeyFrame),
});

/** Who is seen and heard. */
const stageHandlers = (on: On) => ({
	raiseHand: on(stage.raiseHand),
	lowerHand: on(stage.lowerHand),
	bringOnStage: on(stage.bringOnStage),
	takeOffStage: on(stage.takeOffStage),
	mute: on(stage.mute),
	unmute: on(stage.unmute),
	muteAll: on(calling.muteAll),
	callAtRandom: on(calling.callAtRandom),
	setStageMode: on(calling.setStageMode),
	unmuteAll: on(calling.unmuteAll),
	setTalkMode: on(talking.setTalkMode),
	startTalking: on(talking.startTalking),
	stopTalking: on(talking.stopTalking),
	chooseScene: on(stage.chooseScene),
});

/** What is written, asked, timed and given. */
const toolHandlers = (on: On) => ({
	postChat: on(chat.postChat),
	readChat: on(chat.readChat),
	openQuiz: on(quiz.openQuiz),
	closeQuiz: on(quiz.closeQuiz),
	showQuizAnswers: on(quiz.showQuizAnswers),
	putQuizAway: on(quiz.putQuizAway),
	readQuiz: on(quiz.readQuiz),
	readQuizWords: on(quiz.readQuizWords),
	tallyQuiz: on(quiz.tallyQuiz),
	answerQuiz: on(quiz.answerQuiz),
	startTimer: on(tools.startTimer),
	extendTimer: on(tools.extendTimer),
	stopTimer: on(tools.stopTimer),
	giveStar: on(tools.giveStar),
	takeStarBack: on(tools.takeStarBack),
	postNote: on(notes.postNote),
	readNotes: on(notes.readNotes),
});

/** Pages, and what is drawn on them. */
const coursewareHandlers = (on: On) => ({
	showCourseware: on(courseware.showCourseware),
	hideCourseware: on(courseware.hideCourseware),
	turnPage: on(courseware.turnPage),
	zoomPage: on(courseware.zoomPage),
	addInk: on(courseware.addInk),
	undoInk: on(courseware.undoInk),
	clearInk: on(courseware.clearInk),
	movePointer: on(courseware.movePointer),
	reportPages: on(courseware.reportPages),
});

/** What can be said before anybody has joined; the rest depends on the Peer and is the handler's to refuse. */
const admission = (access: Access): PlatformAccess<Caller> => ({
	name: access.kind === 'caller' ? access.callers.join(', ') : `joined as ${access.roles.join(', ')}`,
	admit: (caller) => {
		if (caller.kind === 'anonymous') return undefined;
		if (caller.kind === 'person' && caller.mustChangePassword) return undefined;
		if (access.kind === 'caller') return access.callers.includes(caller.kind) ? caller : undefined;
		const recorder = callerRole(caller) === 'service';
		return recorder === access.roles.includes('recorder') || !recorder ? caller : undefined;
	},
});
