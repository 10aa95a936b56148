// Calendar feeds: a person's, a classroom's or a class's lessons under a secret address, for the calendar of a phone or
// a computer. The feed itself is at `/calendar/<secret>.ics`.
import { z } from 'zod';
import { ClassGroupId, ClassroomId, Instant } from '../ids.ts';
import { Done, endpoint } from './endpoint.ts';

/** The languages that the server itself writes in. */
export const ServerLanguage = z.enum(['zh-CN', 'en']);
export type ServerLanguage = z.infer<typeof ServerLanguage>;

export const CalendarFeed = z.object({
	createdAt: Instant,
	/** When a calendar last asked for it, to ten minutes; null: none has. */
	lastReadAt: Instant.nullable(),
});
export type CalendarFeed = z.infer<typeof CalendarFeed>;

/** Null: there is none. */
const state = z.object({ feed: CalendarFeed.nullable() });
/** `path` is given this once: only its hash is kept. */
const made = z.object({ feed: CalendarFeed, path: z.string() });
export type NewCalendarFeed = z.infer<typeof made>;
const body = z.strictObject({ language: ServerLanguage });
const classroom = z.strictObject({ classroomId: ClassroomId });
const classGroup = z.strictObject({ classGroupId: ClassGroupId });

export const feedsEndpoints = {
	readMyFeed: endpoint('get', '/api/my-feed', 'Whether the caller has a calendar feed', { response: state }),
	makeMyFeed: endpoint('post', '/api/my-feed', 'A new address for it; an older one ends', {
		body,
		response: made,
	}),
	endMyFeed: endpoint('delete', '/api/my-feed', 'Ends its address', { response: Done }),
	readClassroomFeed: endpoint('get', '/api/classrooms/:classroomId/feed', 'Whether a classroom has a feed', {
		params: classroom,
		response: state,
	}),
	makeClassroomFeed: endpoint('post', '/api/classrooms/:classroomId/feed', 'A new address for it', {
		params: classroom,
		body,
		response: made,
	}),
	endClassroomFeed: endpoint('delete', '/api/classrooms/:classroomId/feed', 'Ends its address', {
		params: classroom,
		response: Done,
	}),
	readClassFeed: endpoint('get', '/api/class-groups/:classGroupId/feed', 'Whether a class has a feed', {
		params: classGroup,
		response: state,
	}),
	makeClassFeed: endpoint('post', '/api/class-groups/:classGroupId/feed', 'A new address for it', {
		params: classGroup,
		body,
		response: made,
	}),
	endClassFeed: endpoint('delete', '/api/class-groups/:classGroupId/feed', 'Ends its address', {
		params: classGroup,
		response: Done,
	}),
};
