// Changing one's own password.
import { AppError } from '../../platform/index.ts';
import type { PersonCaller } from '../caller.ts';
import type { IdentityDb } from '../identityTables.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { changePasswordPolicy } from '../signIn/attemptPolicy.ts';
import type { Attempts } from '../signIn/attempts.ts';
import type { PasswordHasher } from './PasswordHasher.ts';

export interface OwnPasswordOptions {
	readonly db: IdentityDb;
	readonly hasher: PasswordHasher;
	readonly attempts: Attempts;
	readonly sessions: Sessions;
}

/** The other sessions end. Throws `wrong-name-or-password`, `password-unchanged` or `sign-in-locked`. */
export const changeOwnPassword = async (
	{ db, hasher, attempts, sessions }: OwnPasswordOptions,
	caller: PersonCaller,
	current: string,
	next: string,
): Promise<void> => {
	const { personId, sessionId } = caller;
	const attempt = await attempts.begin([
		{ key: ['change-password', sessionId], policy: changePasswordPolicy, onSuccess: 'empty' },
	]);
	const person = await db
		.selectFrom('person')
		.select('password_hash')
		.where('person_id', '=', personId)
		.executeTakeFirst();
	const hash = person?.password_hash ?? null;
	if (!(await hasher.verify(hash, current, 'known'))) throw new AppError('wrong-name-or-password');
	await attempt.succeeded();
	if (await hasher.verify(hash, next, 'known')) throw new AppError('password-unchanged');
	await db
		.updateTable('person')
		.set({ password_hash: await hasher.hash(next), must_change_password: 0 })
		.where('person_id', '=', personId)
		.execute();
	await sessions.endAllOf(personId, sessionId);
};
