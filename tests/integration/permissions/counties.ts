// Counties as the table speaks of them, written straight into the running server's database: three alike, with ids that
// a failure can be read by. East's people call; west has nothing to do with east; north may become a guest.
import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue } from 'node:sqlite';
import { emptyProposal } from './planningCases.ts';

const minute = 60_000;
type Row = Readonly<Record<string, SQLInputValue>>;

/** As the server keeps a secret. */
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

export class CountyWriter {
	readonly #db: DatabaseSync;
	readonly #now = Date.now();

	constructor(databaseFile: string) {
		this.#db = new DatabaseSync(databaseFile, { timeout: 20_000 });
	}

	close(): void {
		this.#db.close();
	}

	run(sql: string, ...values: SQLInputValue[]): void {
		this.#db.prepare(sql).run(...values);
	}

	/**
	 * Schools `give`, `take` (one community with give) and `far`, each with a room, a class and people; lessons that give
	 * sends to take (`own`) and that stay in far (`other`), which are on now, are over, or were cancelled; a term that is
	 * on, and an old one; a series of each, and a change of tomorrow's lesson of each.
	 */
	county(county: string): void {
		this.#db.exec('begin immediate');
		this.#insert('county', { county_id: county, name: county, region: 'general', created_at: this.#now });
		for (const school of ['give', 'take', 'far']) this.#school(county, `${county}-${school}`);
		this.#community(county);
		this.#countyPeople(county);
		this.#lessons(county);
		this.#terms(county);
		this.#series(county, 'give', 'own');
		this.#series(county, 'far', 'other');
		this.#insert('planning_proposal', emptyProposal(county, this.#now));
		this.#openings(county);
		this.#insert('webhook', {
			...{ webhook_id: `${county}-webhook`, county_id: county, name: 'w', form: 'signed', notices: '[]' },
			// Never reached: it is this machine.
			...{ address: 'https://127.0.0.1/', created_at: this.#now, since: this.#now, failures: 0 },
		});
		this.#db.exec('commit');
	}

	/** A session of the person, for the cookie. */
	session(personId: string, { expired = false } = {}): string {
		const secret = `${personId}-${Math.random()}`;
		const [person] = this.#db.prepare('select county_id from person where person_id = ?').all(personId);
		this.#insert('person_session', {
			session_id: `session-${Math.random()}`.slice(0, 30),
			secret_hash: hashOf(secret),
			person_id: personId,
			county_id: person!['county_id']!,
			created_at: this.#now,
			last_seen_at: this.#now,
			expires_at: expired ? this.#now - 1 : this.#now + 600 * minute,
		});
		return secret;
	}

	/** A paired device of the classroom, and its token for the cookie. */
	device(classroomId: string, deviceId: string): string {
		const [room] = this.#db
			.prepare('select county_id, school_id from classroom where classroom_id = ?')
			.all(classroomId);
		const token = `${deviceId}-${Math.random()}`;
		this.#insert('classroom_device', {
			device_id: deviceId,
			token_hash: hashOf(token),
			classroom_id: classroomId,
			school_id: room!['school_id']!,
			county_id: room!['county_id']!,
			name: 'test',
			paired_at: this.#now,
			demo: 0,
		});
		return token;
	}

	/** `host`'s lessons may have `guest`'s classrooms. */
	agreement(
		agreementId: string,
		host: string,
		guest: string,
		state: 'offered' | 'in-force' | 'revoked',
	): void {
		this.#insert('county_agreement', {
			agreement_id: agreementId,
			host_county_id: host,
			guest_county_id: guest,
			since: this.#now,
			accepted_at: state === 'offered' ? null : this.#now,
			revoked_at: state === 'revoked' ? this.#now : null,
		});
	}

	/** As `own`, with a classroom of another county besides. */
	lessonWithGuest(county: string, guestRoom: string, guestCounty: string): string {
		const lessonId = `${county}-with-${guestCounty}`;
		this.#lesson(county, lessonId, {});
		const guest = { county_id: guestCounty, part: 'receiving', position: 9 };
		this.#insert('lesson_classroom', {
			lesson_id: lessonId,
			classroom_id: guestRoom,
			school_id: guestRoom.replace('-room', ''),
			...guest,
		});
		return lessonId;
	}

	/** Which lessons of the county have their Room in this phase. */
	inPhase(county: string, phase: string): number {
		const sql = 'select count(*) as n from lesson where county_id = ? and phase = ?';
		return Number(this.#db.prepare(sql).get(county, phase)?.['n']);
	}

	#school(county: string, school: string): void {
		const common = { county_id: county, school_id: school, created_at: this.#now };
		this.#insert('school', { ...common, name: school, name_key: school, kind: 'member' });
		const room = { classroom_id: `${school}-room`, name: 'room', name_key: 'room', kind: 'interactive' };
		this.#insert('classroom', { ...common, ...room });
		const group = { class_group_id: `${school}-class`, name: 'class', name_key: 'class', grade: 3 };
		this.#insert('class_group', { ...common, ...group });
		this.#person(county, `${school}-head`, 'school-admin', school);
		this.#person(county, `${school}-teacher`, 'teacher', school);
		this.#person(county, `${school}-spare`, 'teacher', school);
		this.#person(county, `${school}-assistant`, 'assistant', school);
		this.#person(county, `${school}-student`, 'student', school, `${school}-class`);
		this.device(`${school}-room`, `${school}-spare-device`);
	}

	#countyPeople(county: string): void {
		this.#person(county, `${county}-admin`, 'county-admin', null);
		this.#person(county, `${county}-inspector`, 'inspector', null);
		this.#person(county, `${county}-new`, 'county-admin', null);
		this.run('update person set must_change_password = 1 where person_id = ?', `${county}-new`);
	}

	#community(county: string): void {
		const community = `${county}-community`;
		const times = { created_at: this.#now, changed_at: this.#now };
		this.#insert('community', {
			community_id: community,
			county_id: county,
			name: 'c',
			kind: 'alliance',
			...times,
		});
		for (const [school, role] of [
			['give', 'core'],
			['take', 'member'],
		] as const) {
			this.#insert('community_membership', {
				membership_id: `${county}-${role}-membership`,
				community_id: community,
				school_id: `${county}-${school}`,
				role,
				from_day: '2020-01-01',
			});
		}
	}

	#terms(county: string): void {
		const common = { county_id: county, created_at: this.#now };
		const [now, old] = [`${county}-term`, `${county}-old-term`];
		this.#insert('term', {
			...common,
			term_id: now,
			name: now,
			first_day: '2000-01-01',
			last_day: '2099-12-31',
		});
		this.#insert('term', {
			...common,
			term_id: old,
			name: old,
			first_day: '1999-01-01',
			last_day: '1999-12-31',
		});
	}

	/** Tomorrow's lesson of `give`, confirmed by its community, and of `far`, for which nobody else is invited. */
	#openings(county: string): void {
		for (const [school, more, applying] of [
			['give', { confirmed_by: `${county}-community`, limited: 0 }, ['give', 'take']],
			['far', { limited: 1 }, ['far']],
		] as const) {
			const lesson = { lesson_id: `${county}-${school}-tomorrow`, county_id: county, opened_at: this.#now };
			const how = { places: 9, closes_at: this.#now + 600 * minute, confirmation: 'by-hand' };
			this.#insert('lesson_opening', { ...lesson, ...how, ...more, opened_by: `${county}-admin` });
			for (const [place, applicant] of applying.entries())
				this.#application(lesson.lesson_id, county, applicant, place);
		}
	}

	#application(lessonId: string, county: string, school: string, place: number): void {
		this.#insert('lesson_application', {
			...{ application_id: `${county}-${school}-application`, lesson_id: lessonId, number: place + 1 },
			...{ school_id: `${county}-${school}`, classroom_id: `${county}-${school}-room`, state: 'waiting' },
			...{ applied_at: this.#now, applied_by: `${county}-${school}-head` },
			...{ seen_state: 'waiting', seen_start: this.#now + 1440 * minute },
		});
	}

	#series(county: string, school: string, name: string): void {
		const giving = `${county}-${school}`;
		const facts = { title: name, kind: 'delivered', subject: 'music' };
		this.#insert('series', {
			...facts,
			series_id: `${county}-${name}-series`,
			county_id: county,
			term_id: `${county}-term`,
			title_key: name,
			teacher_id: `${giving}-teacher`,
			teacher_school_id: giving,
			slots: '[{"weekday":4,"period":2,"own":{"from":530,"until":570}}]',
			weeks: '[1]',
			created_at: this.#now,
			changed_at: this.#now,
		});
		const change = `${county}-${name}-change`;
		this.#insert('lesson_change', {
			change_id: change,
			county_id: county,
			kind: 'moved',
			at: this.#now,
			by_person: `${giving}-admin`,
		});
		const after = {
			...{ facts, teacherId: `${giving}-teacher`, teacherSchoolId: giving, sendingClassroom: null },
			...{ receivingClassrooms: [], classGroups: [], from: 0, until: 1, series: null, makesUp: null },
			...{ own: { teacher: false, rest: false }, cancelled: null },
		};
		this.#insert('lesson_change_part', {
			change_id: change,
			lesson_id: `${giving}-tomorrow`,
			after: JSON.stringify(after),
		});
	}

	#lessons(county: string): void {
		const over = { phase: 'ended', ended_at: this.#now - 60 * minute };
		for (const [name, far] of [
			['own', false],
			['other', true],
		] as const) {
			this.#lesson(county, `${county}-${name}`, {}, far);
			const ended = `${county}-${name}-ended`;
			const times = { planned_start: this.#now - 120 * minute, planned_end: this.#now - 60 * minute };
			this.#lesson(county, ended, { ...over, ...times, recording_id: `${ended}-recording` }, far);
			this.#insert('recording', {
				recording_id: `${ended}-recording`,
				lesson_id: ended,
				county_id: county,
				started_at: times.planned_start,
				ended_at: times.planned_end,
			});
		}
		this.#lesson(county, `${county}-cancelled`, { cancelled_at: this.#now, cancel_reason: 'storm' });
		// Names the spare people, so that they cannot be removed.
		const tomorrow = { planned_start: this.#now + 1440 * minute, planned_end: this.#now + 1480 * minute };
		for (const school of ['give', 'far'])
			this.#lesson(
				county,
				`${county}-${school}-tomorrow`,
				{ ...tomorrow, teacher_id: `${county}-${school}-spare` },
				school === 'far',
			);
	}

	#lesson(county: string, lessonId: string, more: Row, far = false): void {
		const giving = `${county}-${far ? 'far' : 'give'}`;
		const taking = `${county}-${far ? 'far' : 'take'}`;
		this.#insert('lesson', {
			lesson_id: lessonId,
			county_id: county,
			title: lessonId,
			title_key: lessonId,
			kind: 'master',
			subject: 'music',
			teacher_id: `${giving}-teacher`,
			teacher_school_id: giving,
			planned_start: this.#now - minute,
			planned_end: this.#now + 60 * minute,
			created_at: this.#now,
			...more,
		});
		const rooms = far
			? [[taking, 'receiving'] as const]
			: ([
					[giving, 'sending'],
					[taking, 'receiving'],
				] as const);
		for (const [position, [school, part]] of rooms.entries()) {
			const place = { classroom_id: `${school}-room`, school_id: school, county_id: county };
			this.#insert('lesson_classroom', { lesson_id: lessonId, ...place, part, position });
		}
		const group = { class_group_id: `${taking}-class`, school_id: taking, county_id: county, position: 0 };
		this.#insert('lesson_class', { lesson_id: lessonId, ...group });
	}

	#person(
		county: string,
		personId: string,
		role: string,
		school: string | null,
		group: string | null = null,
	): void {
		this.#insert('person', {
			person_id: personId,
			county_id: county,
			school_id: school,
			class_group_id: group,
			role,
			name: personId,
			name_key: personId,
			login_name: personId,
			login_key: personId,
			subjects: '[]',
			must_change_password: 0,
			disabled: 0,
			created_at: this.#now,
		});
	}

	#insert(table: string, row: Row): void {
		const columns = Object.keys(row);
		const marks = columns.map(() => '?').join(', ');
		this.run(`insert into ${table} (${columns.join(', ')}) values (${marks})`, ...Object.values(row));
	}
}
