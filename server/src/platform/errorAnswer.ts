// The one place that turns an error into an HTTP status or an acknowledgement.
import type { ErrorBody, ErrorCode } from '@classroom/protocol';
import { AppError } from './errors.ts';
import { shortCode } from './ids.ts';
import type { Log } from './log.ts';

/** A new code of the contract does not compile until it has its status here. */
const httpStatus: Readonly<Record<ErrorCode, number>> = {
	'bad-request': 400,
	'not-found': 404,
	conflict: 409,
	internal: 500,
	'too-large': 413,
	'too-many-requests': 429,
	'storage-full': 507,
	unavailable: 503,
	'going-away': 503,
	'signed-out': 401,
	forbidden: 403,
	'bad-csrf-token': 403,
	'bad-origin': 403,
	'wrong-name-or-password': 401,
	'sign-in-locked': 429,
	'password-unchanged': 422,
	'link-used': 410,
	'demo-only': 403,
	'login-name-taken': 409,
	'last-administrator': 409,
	'lessons-ahead': 409,
	'pairing-not-found': 404,
	'pairing-expired': 410,
	'device-revoked': 401,
	'other-county': 403,
	'agreement-revoked': 403,
	'too-many-members': 409,
	'core-school-required': 422,
	'already-member': 409,
	'still-in-use': 409,
	'lesson-not-found': 404,
	'lesson-in-the-past': 422,
	'lesson-too-long': 422,
	'lesson-taken-place': 409,
	'lesson-not-missed': 409,
	clash: 409,
	'day-closed': 409,
	'terms-overlap': 409,
	'bad-weeks': 400,
	'no-such-period': 400,
	'no-lessons': 409,
	'change-outdated': 409,
	'series-undone': 409,
	'made-up-already': 409,
	'kind-not-bookable': 422,
	'opening-closed': 409,
	'opening-full': 409,
	'not-invited': 403,
	'already-applied': 409,
	'application-decided': 409,
	'place-given': 409,
	'place-left': 409,
	'not-a-teacher': 422,
	'sender-is-receiver': 422,
	'nothing-to-plan': 422,
	'planning-busy': 409,
	'pin-impossible': 422,
	'proposal-open': 409,
	'webhook-not-https': 422,
	'webhook-address-refused': 422,
	'webhook-address-unknown': 422,
	'unknown-request': 400,
	'out-of-order': 409,
	'too-many-bad-requests': 429,
	'room-not-open': 409,
	'lesson-ended': 409,
	'wrong-node': 409,
	replaced: 409,
	'peer-not-found': 404,
	'not-joined': 409,
	'already-joined': 409,
	'not-on-stage': 409,
	'stage-full': 409,
	'nobody-to-call': 409,
	'muted-by-teacher': 403,
	'transport-not-found': 404,
	'producer-not-found': 404,
	'consumer-not-found': 404,
	'not-visible': 403,
	'cannot-consume': 409,
	'bad-media-parameters': 400,
	'media-unavailable': 503,
	'source-taken': 409,
	'address-not-allowed': 403,
	'stale-epoch': 409,
	'quiz-not-found': 404,
	'quiz-open': 409,
	'quiz-closed': 409,
	'quiz-full': 409,
	'timer-not-running': 409,
	'recording-not-found': 404,
	'recording-incomplete': 409,
	'recording-damaged': 500,
	'no-recorder-place': 503,
	'spreadsheet-other-format': 415,
	'spreadsheet-encrypted': 422,
	'spreadsheet-too-large': 413,
	'spreadsheet-damaged': 422,
	'spreadsheet-other-form': 422,
	'import-overtaken': 409,
	'courseware-not-found': 404,
	'courseware-not-ready': 409,
	'courseware-not-shown': 409,
	'courseware-shown': 409,
	'courseware-other-format': 415,
	'courseware-encrypted': 422,
	'courseware-damaged': 422,
	'courseware-too-many-pages': 422,
	'courseware-too-large': 413,
	'courseware-too-complex': 422,
	'courseware-full': 409,
	'office-missing': 503,
	'too-much-ink': 409,
	'bad-configuration': 500,
	'database-in-use': 500,
	'port-in-use': 500,
	'demonstration-data': 500,
};

export interface ErrorAnswer {
	readonly status: number;
	readonly body: ErrorBody;
}

/**
 * What the caller is told of an error. Anything that is not an AppError, or is one of our own faults, is logged
 * whole under an incident code, and the caller gets that code and nothing else.
 */
export const errorAnswer = (error: unknown, log: Log): ErrorAnswer => {
	if (!(error instanceof AppError) || error.code === 'internal') return incident(error, log);
	const { code, details, issues } = error;
	const status = httpStatus[code];
	if (status >= 500) log.error({ err: error, code }, 'request failed');
	return {
		status,
		body: {
			code,
			...(details === undefined ? {} : { details: { ...details } }),
			...(issues === undefined ? {} : { issues: [...issues] }),
		},
	};
};

const incident = (error: unknown, log: Log): ErrorAnswer => {
	const code = shortCode(8);
	log.error({ err: error, incident: code }, 'request failed unexpectedly');
	return { status: 500, body: { code: 'internal', incident: code } };
};

export interface FailedAck {
	readonly ok: false;
	readonly error: ErrorBody;
}

/** The acknowledgement of a failed signalling request. */
export const errorAck = (error: unknown, log: Log): FailedAck => ({
	ok: false,
	error: errorAnswer(error, log).body,
});
