// Whom the demonstration lets people be at a click. The demo feature knows them; main wires it.
import type { ClassroomId, Persona, PersonId } from '@classroom/protocol';

export interface DemoPersonas {
	/** In the order they are offered. */
	list(): Promise<Persona[]>;
	/** Null: there is no such persona. */
	find(
		personaId: string,
	): Promise<
		| { readonly kind: 'person'; readonly personId: PersonId }
		| { readonly kind: 'classroom'; readonly classroomId: ClassroomId }
		| null
	>;
}
