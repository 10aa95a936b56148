// The live lesson. Wired in main.ts by `lessonFeature`.
import type { Metrics } from '../platform/index.ts';
import type { ChatTexts, CoursewareShelf, LessonSource, Pupils, QuizDesk, RecorderCalls } from './ports.ts';
import type { IceServers } from './iceServers.ts';
import { LessonDesks } from './lessonGateway.ts';
import { Lobby } from './Lobby.ts';
import type { RoomDeps } from './Room.ts';
import { Rooms } from './Rooms.ts';
import type { Leases } from '../platform/index.ts';

export { signalling } from './handlers/index.ts';
export type { Lobby } from './Lobby.ts';
export { turnServers } from './iceServers.ts';
export type {
	ChatTexts,
	CoursewareShelf,
	LessonFacts,
	LessonSource,
	NameSource,
	Pupils,
	QuizDesk,
	RecorderCalls,
} from './ports.ts';

export interface LessonDeps extends RoomDeps {
	readonly metrics: Metrics;
	readonly leases: Leases;
	readonly lessons: LessonSource;
	readonly recorders: RecorderCalls;
	readonly chat: ChatTexts;
	readonly quizzes: QuizDesk;
	readonly pupils: Pupils;
	readonly courseware: CoursewareShelf;
	readonly iceServers: IceServers;
}

export const lessonFeature = (deps: LessonDeps) => {
	const lobby = new Lobby();
	const rooms = new Rooms({ ...deps, lobby });
	const desks = new LessonDesks(lobby, { ...deps, rooms });
	measure(deps.metrics, rooms);
	return { lobby, rooms, handlers: desks.handlers(), connect: desks.connect };
};

const measure = (metrics: Metrics, rooms: Rooms): void => {
	metrics.gauge({
		name: 'classroom_rooms',
		help: 'Rooms open on this node',
		collect: () => rooms.all().length,
	});
	const counts = () => rooms.all().map((room) => room.media.counts());
	for (const what of ['peers', 'producers', 'consumers'] as const) {
		metrics.gauge({
			name: `classroom_media_${what}`,
			help: `Media ${what} in the Rooms of this node`,
			collect: () => counts().reduce((sum, each) => sum + each[what], 0),
		});
	}
};
