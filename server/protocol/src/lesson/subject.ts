// Who takes part, apart from how.
import { z } from 'zod';
import { ClassroomId, PersonId } from '../ids.ts';

/** Who a Peer is, apart from how it takes part. */
export const PeerSubject = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('person'), personId: PersonId }),
	z.object({ kind: z.literal('classroom'), classroomId: ClassroomId }),
	z.object({ kind: z.literal('service'), service: z.literal('recorder') }),
]);
export type PeerSubject = z.infer<typeof PeerSubject>;
