import { usePerson } from '../api/index.ts';
import { rightsOf } from './sections.ts';
import type { Rights } from './sections.ts';

/** What who is signed in may do here. */
export function useRights(): Rights {
	return rightsOf(usePerson().role);
}
