import type { ErrorCode } from '@classroom/protocol';

/** How a {@link SignallingClient} stands to the server. */
export type Connection =
	| { readonly state: 'idle' }
	| { readonly state: 'connecting'; readonly attempt: number }
	| { readonly state: 'open' }
	/** Until the next attempt, at `retryAt` (ms, this machine's clock). */
	| { readonly state: 'waiting'; readonly attempt: number; readonly retryAt: number }
	/** Sent away for good: only a person brings it back. */
	| { readonly state: 'dismissed'; readonly code: ErrorCode }
	| { readonly state: 'closed' };

/** Who is refused with one of these when connecting is refused again a minute later. */
export const finalCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
	'signed-out',
	'forbidden',
	'bad-origin',
	'device-revoked',
	'replaced',
	'agreement-revoked',
	'too-many-bad-requests',
]);
