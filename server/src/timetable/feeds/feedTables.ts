// The addresses of calendar feeds, as this feature sees them.
import type {
	ClassGroupId,
	ClassroomId,
	CountyId,
	Instant,
	PersonId,
	ServerLanguage,
} from '@classroom/protocol';
import type { TimetableTables } from '../lessonTables.ts';

/** Whose lessons a feed has. */
export type FeedOwner =
	| { readonly kind: 'person'; readonly personId: PersonId }
	| { readonly kind: 'classroom'; readonly classroomId: ClassroomId }
	| { readonly kind: 'class'; readonly classGroupId: ClassGroupId };

type CalendarFeedTable = {
	feed_id: string;
	secret_hash: string;
	county_id: CountyId;
	/** One of these three. */
	person_id: PersonId | null;
	classroom_id: ClassroomId | null;
	class_group_id: ClassGroupId | null;
	language: ServerLanguage;
	created_at: Instant;
	last_read_at: Instant | null;
	/** Of what was last given out, and since when it is so. */
	content_hash: string | null;
	content_changed_at: Instant | null;
};

export type FeedTables = { calendar_feed: CalendarFeedTable } & TimetableTables;
