// Whether a lesson really took place, by its log. Pure.
import type { ClassroomId, Instant, LogEntry, PeerId, PeerRole, PeerSubject } from '@classroom/protocol';

/** What of the plan decides it. */
export interface PlannedParts {
	readonly sendingClassroomId: ClassroomId | null;
	/** Whether classrooms or classes are to receive it. */
	readonly hasReceivers: boolean;
}

type Part = 'giver' | 'receiver' | 'other';

/**
 * When the lesson was first given, or null: never. It is given once its teacher and one of those it is for (a receiving
 * classroom, its assistant, a student) are in the Room together while teaching is on; the bell alone teaches nobody. A
 * lesson planned for no classroom and no class needs its teacher alone. The sending classroom's device is on the
 * teacher's side: it joins by itself, and shows neither that somebody teaches nor that somebody learns.
 */
export const givenAt = (entries: readonly LogEntry[], parts: PlannedParts): Instant | null => {
	const present = new Map<PeerId, Part>();
	const partOf = new Map<PeerId, Part>();
	let teaching = false;
	for (const { at, event } of entries) {
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
		if (teaching && isGiven([...present.values()], parts)) return at;
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
