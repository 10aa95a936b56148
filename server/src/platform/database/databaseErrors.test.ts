import { expect, test } from 'vitest';
import { AppError } from '../errors.ts';
import { databaseError } from './databaseErrors.ts';

test.each([
	[new Error('Connection terminated unexpectedly'), 'unavailable'],
	[new Error('Connection terminated due to connection timeout'), 'unavailable'],
	[new Error('timeout exceeded when trying to connect'), 'unavailable'],
	[Object.assign(new Error('deadlock detected'), { code: '40P01' }), 'unavailable'],
	[Object.assign(new Error('full'), { code: 'SQLITE_FULL' }), 'storage-full'],
])('%s is %s', (error, code) => {
	expect(databaseError(error)).toMatchObject({ code });
});

test.each([new AppError('conflict'), new TypeError('ours'), 'not an error'])('%s stays as it is', (error) => {
	expect(databaseError(error)).toBe(error);
});
