// Who is signed in. The browser holds a random secret; the database knows only its hash.
import type { ClassroomId, CountyId, PersonId } from '@classroom/protocol';
import { sql } from 'kysely';
import { z } from 'zod';
import { hashSecret, newId, newSecret } from '../../platform/index.ts';
import type { Clock } from '../../platform/index.ts';
import type { PersonCaller } from '../caller.ts';
import type { IdentityDb, IdentityTransaction } from '../identityTables.ts';
import type { LessonTimes } from '../lessonTimes.ts';
import type { Revocations } from '../revocations.ts';
import type { Seats } from '../seats.ts';
import { isOver, SEATED_MS, SESSION_IDLE_MS, SESSION_LIFE_MS } from './sessionRules.ts';

/** Use is written down at most this often, ms. */
const touchEveryMs = 60_000;
/** Whose sessions one statement ends. */
const peopleAtOnce = 500;

const SessionId = z.string();

export interface SessionSecret {
	readonly sessionId: string;
	/** For the cookie; told once. */
	readonly secret: string;
}

/** How a session is met with. */
export interface SessionUse {
	/** Whether its person does something; else it is not kept alive by it. */
	readonly attended: boolean;
	/** The classroom whose device it is open on; null: on none's. */
	readonly onDeviceOf: ClassroomId | null;
}

/** What is written late takes nothing back of what was written since. */
const notBefore = (now: number) =>
	sql<number>`case when last_seen_at < ${now} then ${now} else last_seen_at end`;

export class Sessions {
	readonly #db: IdentityDb;
	readonly #clock: Clock;
	readonly #revocations: Revocations;
	readonly #lessons: LessonTimes;
	#seats: Seats = { sessionIds: () => [] };

	constructor(db: IdentityDb, clock: Clock, revocations: Revocations, lessons: LessonTimes) {
		this.#db = db;
		this.#clock = clock;
		this.#revocations = revocations;
		this.#lessons = lessons;
	}

	/** Always a new secret: nobody can prepare a session and have somebody else sign in to it. */
	async begin(person: { readonly personId: PersonId; readonly countyId: CountyId }): Promise<SessionSecret> {
		const now = this.#clock.now();
		const sessionId = newId(SessionId, now);
		const secret = newSecret();
		await this.#db
			.insertInto('person_session')
			.values({
				session_id: sessionId,
				secret_hash: hashSecret(secret),
				person_id: person.personId,
				county_id: person.countyId,
				created_at: now,
				last_seen_at: now,
				expires_at: now + SESSION_LIFE_MS,
				seated_until: 0,
			})
			.execute();
		return { sessionId, secret };
	}

	/** Null: no such session, or it is over, or its person is disabled. */
	async callerOf(secret: string, { attended, onDeviceOf }: SessionUse): Promise<PersonCaller | null> {
		const now = this.#clock.now();
		const row = await this.#db
			.selectFrom('person_session as session')
			.innerJoin('person', 'person.person_id', 'session.person_id')
			.where('session.secret_hash', '=', hashSecret(secret))
			.where('person.disabled', '=', 0)
			.selectAll('person')
			.select([
				'session.session_id',
				'session.created_at as began_at',
				'session.last_seen_at',
				'session.expires_at',
				'session.seated_until',
			])
			.executeTakeFirst();
		if (row === undefined) return null;
		const opening =
			onDeviceOf === null ? undefined : await this.#lessons.nextOpening(onDeviceOf, row.began_at);
		if (isOver(row, now, opening) && !(await this.#isSeatedHere(row.session_id))) {
			await this.end(row.session_id);
			return null;
		}
		if (attended && now - row.last_seen_at >= touchEveryMs) await this.#touch(row.session_id, now);
		return {
			kind: 'person',
			personId: row.person_id,
			countyId: row.county_id,
			role: row.role,
			schoolId: row.school_id,
			classGroupId: row.class_group_id,
			name: row.name,
			sessionId: row.session_id,
			mustChangePassword: row.must_change_password === 1,
		};
	}

	/** Ends one session; idempotent. */
	async end(sessionId: string): Promise<void> {
		await this.#ended(
			await this.#db
				.deleteFrom('person_session')
				.where('session_id', '=', sessionId)
				.returning(['session_id', 'county_id'])
				.execute(),
		);
	}

	/** {@link endAllOf} in the caller's transaction; what is returned says so to everybody, after it. */
	async removeAllOf(tx: IdentityTransaction, personIds: readonly PersonId[]): Promise<() => Promise<void>> {
		const rows: { session_id: string; county_id: CountyId }[] = [];
		for (let first = 0; first < personIds.length; first += peopleAtOnce) {
			const ended = await tx
				.deleteFrom('person_session')
				.where('person_id', 'in', personIds.slice(first, first + peopleAtOnce))
				.returning(['session_id', 'county_id'])
				.execute();
			rows.push(...ended);
		}
		return () => this.#ended(rows);
	}

	/** Ends a person's sessions, all or all but one. */
	async endAllOf(personId: PersonId, exceptSessionId?: string): Promise<void> {
		let sessions = this.#db.deleteFrom('person_session').where('person_id', '=', personId);
		if (exceptSessionId !== undefined) sessions = sessions.where('session_id', '!=', exceptSessionId);
		await this.#ended(await sessions.returning(['session_id', 'county_id']).execute());
	}

	/** From now on no session ends by the time while its person sits in a Room. */
	spareSeated(seats: Seats): void {
		this.#seats = seats;
	}

	/** Ends what has expired, and says so: a socket may still be open. */
	async sweep(): Promise<void> {
		await this.#keepSeated(this.#seats.sessionIds());
		const now = this.#clock.now();
		await this.#ended(
			await this.#db
				.deleteFrom('person_session')
				.where('seated_until', '<=', now)
				.where((row) =>
					row.or([row('expires_at', '<=', now), row('last_seen_at', '<=', now - SESSION_IDLE_MS)]),
				)
				.returning(['session_id', 'county_id'])
				.execute(),
		);
	}

	async #isSeatedHere(sessionId: string): Promise<boolean> {
		if (!this.#seats.sessionIds().includes(sessionId)) return false;
		await this.#keepSeated([sessionId]);
		return true;
	}

	/** Written down, because other servers sweep too; and sitting in a lesson is use. One that comes late takes nothing back. */
	async #keepSeated(sessionIds: readonly string[]): Promise<void> {
		if (sessionIds.length === 0) return;
		const now = this.#clock.now();
		await this.#db
			.updateTable('person_session')
			.set({ last_seen_at: notBefore(now), seated_until: now + SEATED_MS })
			.where('session_id', 'in', sessionIds)
			.where('seated_until', '<', now + SEATED_MS)
			.execute();
	}

	async #touch(sessionId: string, now: number): Promise<void> {
		await this.#db
			.updateTable('person_session')
			.set({ last_seen_at: notBefore(now) })
			.where('session_id', '=', sessionId)
			.execute();
	}

	async #ended(rows: readonly { session_id: string; county_id: CountyId }[]): Promise<void> {
		for (const row of rows) {
			await this.#revocations.announce({
				kind: 'session',
				sessionId: row.session_id,
				countyId: row.county_id,
			});
		}
	}
}
