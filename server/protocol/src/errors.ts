// Every error that leaves a program of ours has one of these codes. Texts: client/src/i18n, `error.<code>`.
import { z } from 'zod';

export const ErrorCode = z.enum([
	// Anything
	'bad-request',
	'not-found',
	'conflict',
	'internal',
	'too-large',
	'too-many-requests',
	'storage-full',
	'unavailable',
	'going-away',
	// Who you are
	'signed-out',
	'forbidden',
	'bad-csrf-token',
	'bad-origin',
	'wrong-name-or-password',
	'sign-in-locked',
	'password-unchanged',
	'link-used',
	'demo-only',
	'login-name-taken',
	'last-administrator',
	'lessons-ahead',
	'pairing-not-found',
	'pairing-expired',
	'device-revoked',
	// Schools and lessons
	'other-county',
	'agreement-revoked',
	'too-many-members',
	'core-school-required',
	'already-member',
	'still-in-use',
	'lesson-not-found',
	'lesson-in-the-past',
	'lesson-too-long',
	'lesson-taken-place',
	'lesson-not-missed',
	'clash',
	'day-closed',
	'not-a-teacher',
	'terms-overlap',
	'bad-weeks',
	'no-such-period',
	'no-lessons',
	'change-outdated',
	'series-undone',
	'made-up-already',
	'kind-not-bookable',
	'opening-closed',
	'opening-full',
	'not-invited',
	'already-applied',
	'application-decided',
	'place-given',
	'place-left',
	'sender-is-receiver',
	'nothing-to-plan',
	'planning-busy',
	'pin-impossible',
	'proposal-open',
	'webhook-not-https',
	'webhook-address-refused',
	'webhook-address-unknown',
	// In the Room
	'unknown-request',
	'out-of-order',
	'too-many-bad-requests',
	'room-not-open',
	'lesson-ended',
	'wrong-node',
	'replaced',
	'peer-not-found',
	'not-joined',
	'already-joined',
	'not-on-stage',
	'stage-full',
	'nobody-to-call',
	'muted-by-teacher',
	'transport-not-found',
	'producer-not-found',
	'consumer-not-found',
	'not-visible',
	'cannot-consume',
	'bad-media-parameters',
	'media-unavailable',
	'source-taken',
	'address-not-allowed',
	'stale-epoch',
	'quiz-not-found',
	'quiz-open',
	'quiz-closed',
	'quiz-full',
	'timer-not-running',
	// Recording and replay
	'recording-not-found',
	'recording-incomplete',
	'recording-damaged',
	'no-recorder-place',
	// Spreadsheets
	'spreadsheet-other-format',
	'spreadsheet-encrypted',
	'spreadsheet-too-large',
	'spreadsheet-damaged',
	'spreadsheet-other-form',
	'import-overtaken',
	// Courseware
	'courseware-not-found',
	'courseware-not-ready',
	'courseware-not-shown',
	'courseware-shown',
	'courseware-other-format',
	'courseware-encrypted',
	'courseware-damaged',
	'courseware-too-many-pages',
	'courseware-too-large',
	'courseware-too-complex',
	'courseware-full',
	'office-missing',
	'too-much-ink',
	// Installation
	'bad-configuration',
	'database-in-use',
	'port-in-use',
	'demonstration-data',
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** What is wrong with one field of a request; texts under `issue.<code>`. */
export const IssueCode = z.enum([
	'required',
	'too-long',
	'too-short',
	'bad-characters',
	'bad-format',
	'out-of-range',
	'end-before-start',
	'in-the-past',
	'duplicate',
	'overlap',
	'unknown-field',
	'not-found',
]);
export type IssueCode = z.infer<typeof IssueCode>;

export const FieldIssue = z.object({ path: z.string(), code: IssueCode });
export type FieldIssue = z.infer<typeof FieldIssue>;

/** The body of every failed HTTP answer and the `error` of every failed acknowledgement. */
export const ErrorBody = z.object({
	code: ErrorCode,
	/** For `bad-request`: which fields, and why. */
	issues: z.array(FieldIssue).exactOptional(),
	/** Ids, numbers and names that the text for this code mentions. */
	details: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional(),
	/** For `internal`: what to tell the operator, who finds it in the log. */
	incident: z.string().exactOptional(),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

/** Turns zod's issues into ours: paths joined by dots, at most 20. */
export const fieldIssues = (error: z.ZodError): FieldIssue[] =>
	error.issues.slice(0, 20).flatMap((issue) => {
		if (issue.code === 'unrecognized_keys') {
			return issue.keys.map((key) => ({
				path: [...issue.path, key].map(String).join('.'),
				code: 'unknown-field' as const,
			}));
		}
		return [{ path: issue.path.map(String).join('.'), code: issueCodeOf(issue) }];
	});

const issueCodeOf = (issue: z.core.$ZodIssue): IssueCode => {
	const ours = IssueCode.safeParse(issue.message);
	if (ours.success) return ours.data;
	switch (issue.code) {
		case 'too_big':
			return issue.origin === 'string' || issue.origin === 'array' ? 'too-long' : 'out-of-range';
		case 'too_small':
			return issue.origin === 'string' || issue.origin === 'array' ? 'too-short' : 'out-of-range';
		case 'invalid_type':
			return issue.input === undefined ? 'required' : 'bad-format';
		default:
			return 'bad-format';
	}
};
