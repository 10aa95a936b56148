// Where a classroom's screen goes back to its day by itself. Pure.
import type { SessionInfo } from '@classroom/protocol';

/** A classroom's own pages. */
const ownPages = /^\/(classroom(\/second)?|device|lesson\/[^/]+)?\/?$/;
/** People come to a device to sign in; a form that nobody has touched for this long (ms) was given up. */
const GIVEN_UP_MS = 10 * 60_000;

/**
 * Whether the page has to go to /classroom without a touch: a person's session has ended on a classroom's device,
 * or the device stands on a page that is nothing for it.
 */
export function goesHome(
	before: SessionInfo['kind'] | undefined,
	now: SessionInfo['kind'],
	pathname: string,
	quietMs: number,
): boolean {
	if (now !== 'classroom') return false;
	if (pathname === '/sign-in' && before !== 'person') return quietMs >= GIVEN_UP_MS;
	return before === 'person' || !ownPages.test(pathname);
}
