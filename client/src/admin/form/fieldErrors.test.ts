import { expect, test } from 'vitest';
import { ApiError } from '../../api/index.ts';
import { errorAt, isSaidAtFields } from './fieldErrors.ts';

const bad = (...paths: string[]) =>
	new ApiError('bad-request', { issues: paths.map((path) => ({ path, code: 'not-found' as const })) });

test('an issue stands at its field, that of one of several at theirs', () => {
	const error = bad('receivingClassroomIds.3');
	expect(errorAt(error, 'receivingClassroomIds')).toEqual({ kind: 'issue', code: 'not-found' });
	expect(errorAt(error, 'receivingClassroom')).toBeUndefined();
	expect(errorAt(undefined, 'name')).toBeUndefined();
});

test('an error about one field stands there too', () => {
	expect(errorAt(new ApiError('lesson-in-the-past'), 'plannedStart')).toEqual({
		kind: 'error',
		code: 'lesson-in-the-past',
	});
	expect(errorAt(new ApiError('lesson-in-the-past'), 'title')).toBeUndefined();
});

test('what no field says is said above', () => {
	expect(isSaidAtFields(bad('name'), ['name'])).toBe(true);
	expect(isSaidAtFields(bad('name', 'schoolId'), ['name'])).toBe(false);
	expect(isSaidAtFields(new ApiError('bad-request'), ['name'])).toBe(false);
	expect(isSaidAtFields(new ApiError('forbidden'), ['name'])).toBe(false);
	expect(isSaidAtFields(new ApiError('login-name-taken'), ['loginName'])).toBe(true);
	expect(isSaidAtFields(new ApiError('login-name-taken'), ['name'])).toBe(false);
});
