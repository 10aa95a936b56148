// Whether a lesson really took place, by its log. Pure.
import type { ClassroomId, Instant, LogEntry, PeerId, PeerRole, PeerSubject } from '@classroom/protocol';

/** What of the plan decides it. */
export interface PlannedParts {
	readonly sendingClassroomId: ClassroomId | null;
	/** Whether classrooms or classes are to receive it. */
	readonly hasReceivers: boolean;
	/** For so long in all they have to be together, ms; 0: a moment will do. */
	readonly leastMs: number;
}

/**
 * A server that dies does not write down when, and a quiet lesson has no entries: where they were together at its last
 * entry and are so again in the Room that is opened anew, the lesson is taken to have gone on all the while. Where they
 * never are, so much of it counts, ms: one cut off for good is not given by it.
 */
const SILENCE_MS = 10 * 60_000;

type Part = 'giver' | 'receiver' | 'other';

/**
 * When the lesson had been given, or null: never. It is given once its teacher and one of those it is for (a receiving
 * classroom, its assistant, a student) were in the Room together for long enough while teaching was on, with pauses or
 * without; the bell alone teaches nobody. What long enough is no regulation says: the county chooses a share of the
 * planned time (GIVEN_SHARE), half of it by default, so that a lesson cut off in its first minutes asks for a reason. A
 * lesson planned for no classroom and no class needs its teacher alone. The sending classroom's device is on the
 * teacher's side: it joins by itself, and shows neither that somebody teaches nor that somebody learns.
 */
export const givenAt = (entries: readonly LogEntry[], parts: PlannedParts): Instant | null => {
	const present = new Map<PeerId, Part>();
	const partOf = new Map<PeerId, Part>();
	let teaching = false;
	let [together, sum, unsure, before] = [false, 0, 0, 0];
	for (const { at, event } of entries) {
		if (together) {
			const sure = event.type === 'room-opened' ? Math.min(at - before, SILENCE_MS) : at - before;
			sum += sure;
			unsure += at - before - sure;
			if (sum >= parts.leastMs) return at - (sum - parts.leastMs);
		}
		before = at;
		switch (event.type) {
			case 'phase-changed':
				teaching = event.phase === 'teaching' || event.phase === 'overrun';
				break;
			case 'peer-joined':
				partOf.set(event.peerId, partIn(event, parts));
				present.set(event.peerId, partIn(event, parts));
				break;
			case 'peer-returned':
				present.set(event.peerId, partOf.get(event.peerId) ?? 'other');
				break;
			case 'peer-lost':
			case 'peer-left':
				present.delete(event.peerId);
				break;
			default:
				continue;
		}
		const were = together;
		together = teaching && isGiven([...present.values()], parts);
		if (together && !were) [sum, unsure] = [sum + unsure, 0];
		if (together && sum >= parts.leastMs) return at;
	}
	return null;
};

const isGiven = (present: readonly Part[], { hasReceivers }: PlannedParts): boolean =>
	present.includes('giver') && (!hasReceivers || present.includes('receiver'));

const partIn = (
	{ role, subject }: { readonly role: PeerRole; readonly subject: PeerSubject },
	{ sendingClassroomId }: PlannedParts,
): Part => {
	switch (role) {
		case 'teacher':
			return 'giver';
		case 'classroom':
			return subject.kind === 'classroom' && subject.classroomId === sendingClassroomId
				? 'other'
				: 'receiver';
		case 'assistant':
		case 'viewer':
			return 'receiver';
		case 'inspector':
		case 'recorder':
			return 'other';
	}
};
