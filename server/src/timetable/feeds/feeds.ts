// Calendar feeds: who may give out which, and what one says to whoever has its address.
import { createHash } from 'node:crypto';
import type { CalendarFeed, ClassGroupId, ClassroomId, Instant, NewCalendarFeed } from '@classroom/protocol';
import type { ServerLanguage } from '@classroom/protocol';
import type { Kysely } from 'kysely';
import type { AuditRecord, People, PersonCaller } from '../../identity/index.ts';
import { AppError } from '../../platform/index.ts';
import { scopeOf, within } from '../../schools/index.ts';
import type { LessonStore } from '../lessonStore.ts';
import type { FeedAudience } from './feedAudience.ts';
import {
	audienceOfClass,
	audienceOfClassroom,
	audienceOfPerson,
	feedWindow,
	mostEvents,
} from './feedAudience.ts';
import { eventOf } from './feedEvent.ts';
import type { FeedStoreDeps, StoredFeed } from './feedStore.ts';
import { FeedStore } from './feedStore.ts';
import type { FeedOwner, FeedTables } from './feedTables.ts';
import { feedWords } from './feedWords.ts';
import type { Calendar } from './icalendar.ts';
import { calendarText } from './icalendar.ts';

export interface FeedsDeps extends FeedStoreDeps {
	readonly store: LessonStore;
	readonly people: People;
	/** IANA name. */
	readonly timeZone: string;
	/** Under which browsers reach the server; undefined: not known, and events have no link. */
	readonly publicUrl: string | undefined;
}

export interface FeedContent {
	/** The same for the same content. */
	readonly etag: string;
	readonly changedAt: Instant;
	/** iCalendar; made when it is wanted. */
	readonly text: () => string;
}

/** Whose feed it is, as far as the caller may deal with it. */
interface Held {
	readonly owner: FeedOwner;
	readonly subject: AuditRecord['subject'];
}

export class Feeds {
	readonly #deps: FeedsDeps;
	readonly #feeds: FeedStore;
	readonly #db: Kysely<FeedTables>;

	constructor(deps: FeedsDeps) {
		this.#deps = deps;
		this.#feeds = new FeedStore(deps);
		this.#db = deps.database.as<FeedTables>();
	}

	own({ personId }: PersonCaller): Held {
		return { owner: { kind: 'person', personId }, subject: { person: personId } };
	}

	/** Throws `not-found`, `other-county`, `forbidden`. */
	async ofClassroom(caller: PersonCaller, classroomId: ClassroomId): Promise<Held> {
		const { name, school } = within(scopeOf(caller), await this.#classroom(classroomId));
		return { owner: { kind: 'classroom', classroomId }, subject: { text: `${school} ${name}` } };
	}

	/** Throws `not-found`, `other-county`, `forbidden`. */
	async ofClass(caller: PersonCaller, classGroupId: ClassGroupId): Promise<Held> {
		const { name, school } = within(scopeOf(caller), await this.#classGroup(classGroupId));
		return { owner: { kind: 'class', classGroupId }, subject: { text: `${school} ${name}` } };
	}

	read({ owner }: Held): Promise<CalendarFeed | null> {
		return this.#feeds.stateOf(owner);
	}

	async make(
		caller: PersonCaller,
		{ owner, subject }: Held,
		language: ServerLanguage,
	): Promise<NewCalendarFeed> {
		const { feed, secret } = await this.#feeds.make(caller, owner, subject, language);
		return { feed, path: `/calendar/${secret}.ics` };
	}

	end(caller: PersonCaller, { owner, subject }: Held): Promise<void> {
		return this.#feeds.end(caller, owner, subject);
	}

	/** Throws `not-found`, also where the person is disabled. */
	async open(secret: string): Promise<FeedContent> {
		const feed = await this.#feeds.bySecret(secret);
		const audience = feed === null ? null : await this.#audience(feed);
		if (feed === null || audience === null) throw new AppError('not-found', 'no such calendar feed');
		const calendar = await this.#calendar(feed, audience);
		const hash = createHash('sha256').update(JSON.stringify(calendar)).digest('base64url');
		const changedAt = await this.#feeds.noteRead(feed, hash);
		// Weak: the same calendar, compressed or not.
		return { etag: `W/"${hash}"`, changedAt, text: () => calendarText(calendar) };
	}

	async #calendar({ language }: StoredFeed, audience: FeedAudience): Promise<Calendar> {
		const { store, clock, timeZone, publicUrl = null } = this.#deps;
		const window = feedWindow(audience.scope, clock.now());
		const lessons = await store.startingIn(audience.scope, window, mostEvents);
		return {
			name: feedWords[language].lessonsOf(audience.name),
			language,
			timeZone,
			events: lessons
				.filter((lesson) => audience.sees(lesson))
				.map((lesson) => eventOf(lesson, { language, publicUrl, place: audience.placeOf(lesson) })),
		};
	}

	/** Null: nobody any more. */
	async #audience({ owner, countyId }: StoredFeed): Promise<FeedAudience | null> {
		switch (owner.kind) {
			case 'person': {
				const person = await this.#deps.people.find(countyId, owner.personId);
				return person === null || person.disabled ? null : audienceOfPerson(person);
			}
			case 'classroom': {
				const classroom = await this.#classroom(owner.classroomId);
				if (classroom === undefined) return null;
				const name = `${classroom.school} ${classroom.name}`;
				return audienceOfClassroom({ ...owner, countyId, name });
			}
			case 'class': {
				const classGroup = await this.#classGroup(owner.classGroupId);
				if (classGroup === undefined) return null;
				const name = `${classGroup.school} ${classGroup.name}`;
				return audienceOfClass({ ...owner, countyId, name, schoolId: classGroup.school_id });
			}
		}
	}

	#classroom(classroomId: ClassroomId) {
		return this.#db
			.selectFrom('classroom')
			.innerJoin('school', 'school.school_id', 'classroom.school_id')
			.select(['classroom.county_id', 'classroom.school_id', 'classroom.name', 'school.name as school'])
			.where('classroom_id', '=', classroomId)
			.executeTakeFirst();
	}

	#classGroup(classGroupId: ClassGroupId) {
		return this.#db
			.selectFrom('class_group')
			.innerJoin('school', 'school.school_id', 'class_group.school_id')
			.select(['class_group.county_id', 'class_group.school_id', 'class_group.name', 'school.name as school'])
			.where('class_group_id', '=', classGroupId)
			.executeTakeFirst();
	}
}
