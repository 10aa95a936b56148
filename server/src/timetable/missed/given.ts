// Whether a lesson really took place, and for which schools, by its log. Pure.
import type {
	ClassroomId,
	Instant,
	LogEntry,
	PeerId,
	PeerRole,
	PeerSubject,
	SchoolId,
} from '@classroom/protocol';

/** What of the plan decides it. */
export interface PlannedParts {
	readonly sendingClassroomId: ClassroomId | null;
	/** Whether classrooms or classes are to receive it. */
	readonly hasReceivers: boolean;
	/** For so long in all they have to be together, ms; 0: a moment will do. */
	readonly leastMs: number;
	/** For which school it is received where this one is; null: for none that is known. */
	readonly schoolOf: (receiver: PeerSubject) => SchoolId | null;
}

export interface Given {
	/** Null: never. */
	readonly at: Instant | null;
	/** When it had been given to a school; one to which it never was is not in it. */
	readonly toSchools: ReadonlyMap<SchoolId, Instant>;
}

/**
 * A server that dies does not write down when, and a quiet lesson has no entries: where they were together at its last
 * entry and are so again in the Room that is opened anew, the lesson is taken to have gone on all the while. Where they
 * never are, so much of it counts, ms: one cut off for good is not given by it.
 */
const SILENCE_MS = 10 * 60_000;

/** A school that receives; `unknown`: somebody of none that is known; `nobody`: it is planned for no one. */
type Receiver = SchoolId | typeof unknown | typeof nobody;
const unknown = Symbol('unknown');
const nobody = Symbol('nobody');
type Part = { readonly gives: true } | { readonly receives: Receiver } | null;

/**
 * When the lesson had been given. To a school it is given once its teacher and one of that school whom it is for (a
 * receiving classroom, its assistant, a student) were in the Room together for long enough while teaching was on, with
 * pauses or without; the bell alone teaches nobody. The lesson is given once it is given to one school: two that were
 * there for a part of it each, neither for long enough, do not make up a lesson. What long enough is no regulation
 * says: the county chooses a share of the planned time (GIVEN_SHARE), half of it by default, so that a lesson cut off
 * in its first minutes asks for a reason. Assistants belong to no one classroom: where a school has several in a
 * lesson, one of them is enough. A lesson planned for no classroom and no class needs its teacher alone. The sending
 * classroom's device is on the teacher's side: it joins by itself, and shows neither that somebody teaches nor that
 * somebody learns.
 */
export const givenTo = (entries: readonly LogEntry[], parts: PlannedParts): Given => {
	const present = new Map<PeerId, Part>();
	const partOf = new Map<PeerId, Part>();
	const tallies = new Map<Receiver, Tally>();
	let teaching = false;
	for (const { at, event } of entries) {
		for (const tally of tallies.values()) tally.goOn(at, event.type === 'room-opened');
		switch (event.type) {
			case 'phase-changed':
				teaching = event.phase === 'teaching' || event.phase === 'overrun';
				break;
			case 'peer-joined':
				partOf.set(event.peerId, partIn(event, parts));
				present.set(event.peerId, partIn(event, parts));
				break;
			case 'peer-returned':
				present.set(event.peerId, partOf.get(event.peerId) ?? null);
				break;
			case 'peer-lost':
			case 'peer-left':
				present.delete(event.peerId);
				break;
			default:
				continue;
		}
		const taught = teaching ? taughtBy([...present.values()], parts) : new Set<Receiver>();
		for (const receiver of taught) {
			if (!tallies.has(receiver)) tallies.set(receiver, new Tally(parts.leastMs));
		}
		for (const [receiver, tally] of tallies) tally.set(taught.has(receiver), at);
	}
	return resultOf(tallies);
};

/** For how long one receiver and the teacher were together. */
class Tally {
	readonly #leastMs: number;
	#together = false;
	#sum = 0;
	#unsure = 0;
	#before = 0;
	givenAt: Instant | null = null;

	constructor(leastMs: number) {
		this.#leastMs = leastMs;
	}

	/** To be called with every entry; `anew`: with it the Room was opened by another server, or the same one again. */
	goOn(at: Instant, anew: boolean): void {
		const ms = at - this.#before;
		this.#before = at;
		if (!this.#together || this.givenAt !== null) return;
		const sure = anew ? Math.min(ms, SILENCE_MS) : ms;
		this.#sum += sure;
		this.#unsure += ms - sure;
		if (this.#sum >= this.#leastMs) this.givenAt = at - (this.#sum - this.#leastMs);
	}

	set(together: boolean, at: Instant): void {
		if (together && !this.#together) [this.#sum, this.#unsure] = [this.#sum + this.#unsure, 0];
		this.#together = together;
		this.#before = at;
		if (together && this.#sum >= this.#leastMs) this.givenAt ??= at;
	}
}

const taughtBy = (present: readonly Part[], { hasReceivers }: PlannedParts): Set<Receiver> => {
	if (!present.some((part) => part !== null && 'gives' in part)) return new Set();
	if (!hasReceivers) return new Set([nobody]);
	return new Set(present.flatMap((part) => (part !== null && 'receives' in part ? [part.receives] : [])));
};

const resultOf = (tallies: ReadonlyMap<Receiver, Tally>): Given => {
	const toSchools = new Map<SchoolId, Instant>();
	let first: Instant | null = null;
	for (const [receiver, { givenAt }] of tallies) {
		if (givenAt === null) continue;
		first = Math.min(first ?? givenAt, givenAt);
		if (typeof receiver !== 'symbol') toSchools.set(receiver, givenAt);
	}
	return { at: first, toSchools };
};

const partIn = (
	{ role, subject }: { readonly role: PeerRole; readonly subject: PeerSubject },
	{ sendingClassroomId, schoolOf }: PlannedParts,
): Part => {
	switch (role) {
		case 'teacher':
			return { gives: true };
		case 'classroom':
			return subject.kind === 'classroom' && subject.classroomId === sendingClassroomId
				? null
				: { receives: schoolOf(subject) ?? unknown };
		case 'assistant':
		case 'viewer':
			return { receives: schoolOf(subject) ?? unknown };
		case 'inspector':
		case 'recorder':
			return null;
	}
};
