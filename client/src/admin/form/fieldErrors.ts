// Which field of a form an error belongs to.
import type { IssueCode } from '@classroom/protocol';
import type { AnyErrorCode, ApiError } from '../../api/index.ts';

/** Errors that are not `bad-request` but are about one field. */
const fieldOfCode: Partial<Record<AnyErrorCode, string>> = {
	'login-name-taken': 'loginName',
	'lesson-in-the-past': 'plannedStart',
	'lesson-too-long': 'lengthMs',
	'not-a-teacher': 'teacherId',
	'sender-is-receiver': 'receivingClassroomIds',
	'place-given': 'receivingClassroomIds',
	'place-left': 'receivingClassroomIds',
	'kind-not-bookable': 'kind',
	'pairing-not-found': 'code',
	'pairing-expired': 'code',
	'already-member': 'schoolId',
	'webhook-not-https': 'address',
	'webhook-address-refused': 'address',
	'webhook-address-unknown': 'address',
};

export type FieldError = Readonly<{ kind: 'issue'; code: IssueCode } | { kind: 'error'; code: AnyErrorCode }>;

const isAt = (path: string, name: string): boolean => path === name || path.startsWith(`${name}.`);

/** What is wrong with the field `name`; an issue of one of several chosen (`ids.3`) is the field's. */
export function errorAt(error: ApiError | undefined, name: string): FieldError | undefined {
	if (!error) return undefined;
	const issue = error.issues.find(({ path }) => isAt(path, name));
	if (issue) return { kind: 'issue', code: issue.code };
	return fieldOfCode[error.code] === name ? { kind: 'error', code: error.code } : undefined;
}

/** Whether everything in the error is said at one of these fields, and nothing is left for the form's head. */
export function isSaidAtFields(error: ApiError, names: readonly string[]): boolean {
	const own = fieldOfCode[error.code];
	if (own !== undefined) return names.includes(own);
	if (error.code !== 'bad-request' || error.issues.length === 0) return false;
	return error.issues.every(({ path }) => names.some((name) => isAt(path, name)));
}
