// A lesson of the demonstration county on a running server, and its people as raw sockets.
import type { AnswerOf, Lesson, LessonId, PeerRole, RequestOf, RoomState } from '@classroom/protocol';
import { emptyRoom, fold } from '@classroom/protocol';
import type { HttpClient } from '../../../fixtures/httpClient.ts';
import { signInAs } from '../../../fixtures/httpClient.ts';
import { planLesson } from '../../../fixtures/plannedLesson.ts';
import type { LiveServer } from './liveServer.ts';
import type { Credentials } from './liveSocket.ts';
import { LiveSocket } from './liveSocket.ts';
import { capabilities } from './mediaSamples.ts';

export interface Who {
	readonly role: PeerRole;
	readonly credentials: Credentials;
}

export interface Joined {
	readonly socket: LiveSocket;
	readonly answer: AnswerOf<'join'>;
	readonly who: Who;
}

export interface LiveLesson {
	readonly lesson: Lesson;
	readonly teacher: Who;
	readonly classrooms: readonly [Who, Who];
	/** More than two where more were asked for. */
	readonly allClassrooms: readonly Who[];
	readonly administrator: HttpClient;
	readonly student: Who;
	readonly inspector: Who;
	readonly recorder: Who;
}

export const cookieOf = (client: HttpClient): string =>
	client
		.cookies()
		.map(({ name, value }) => `${name}=${value}`)
		.join('; ');

/** Times in ms; `startsInMs` may be a few minutes ago. */
export const liveLesson = async (
	server: Pick<LiveServer, 'url' | 'recorderToken'>,
	times: { readonly startsInMs: number; readonly lengthMs?: number; readonly classrooms?: number },
): Promise<LiveLesson> => {
	const planned = await planLesson(server.url, { classrooms: 2, lengthMs: 2_400_000, ...times });
	const who = (role: PeerRole, client: HttpClient): Who => ({
		role,
		credentials: { cookie: cookieOf(client) },
	});
	const [first, second] = planned.classrooms;
	return {
		lesson: planned.lesson,
		teacher: who('teacher', planned.teacher),
		classrooms: [who('classroom', first!), who('classroom', second!)],
		allClassrooms: planned.classrooms.map((client) => who('classroom', client)),
		administrator: planned.administrator,
		student: who('viewer', planned.student),
		inspector: who('inspector', await signInAs(server.url, 'inspector')),
		recorder: { role: 'recorder', credentials: { serviceToken: server.recorderToken } },
	};
};

export const joinOn = (
	socket: LiveSocket,
	lessonId: LessonId,
	who: Who,
	more: Partial<RequestOf<'join'>> = {},
): Promise<AnswerOf<'join'>> =>
	socket.ask('join', {
		lessonId,
		role: who.role,
		afterSeq: null,
		transports: [],
		rtpCapabilities: capabilities,
		...more,
	});

export const join = async (
	server: Pick<LiveServer, 'url'>,
	{ lesson }: LiveLesson,
	who: Who,
	more: Partial<RequestOf<'join'>> = {},
): Promise<Joined> => {
	const socket = await LiveSocket.open(server.url, who.credentials);
	return { socket, who, answer: await joinOn(socket, lesson.lessonId, who, more) };
};

/** What a client has made of its answer and all entries it has heard since, or of those up to the one with this number. */
export const stateOf = (
	{ socket, answer }: Pick<Joined, 'socket' | 'answer'>,
	upTo = Number.POSITIVE_INFINITY,
): RoomState => {
	const { catchUp } = answer;
	const start =
		catchUp.kind === 'snapshot'
			? catchUp.state
			: catchUp.entries.reduce(fold, emptyRoom(answer.lesson.lessonId));
	return socket.notifications
		.flatMap((each) =>
			each.type === 'entry' && each.entry.lessonId === answer.lesson.lessonId ? [each.entry] : [],
		)
		.filter(({ seq }) => seq <= upTo)
		.reduce(fold, start);
};
