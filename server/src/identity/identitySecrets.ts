// One root secret an installation, made at its first start and kept in the database, so that all servers share it.
import { hkdfSync } from 'node:crypto';
import { newSecret } from '../platform/index.ts';
import type { IdentityDb } from './identityTables.ts';

export interface IdentitySecrets {
	/** For `createCsrf` of the platform. */
	readonly csrf: string;
	/** Signs the cookie by which a device is known. */
	readonly knownDevice: string;
	/** Makes devices' tokens out of pairings' secrets. */
	readonly deviceToken: string;
	/** Hides names and addresses in the tables of attempts and pairings. */
	readonly attempts: string;
}

/** After the migrations. */
export const loadIdentitySecrets = async (db: IdentityDb): Promise<IdentitySecrets> => {
	await db
		.insertInto('identity_root_secret')
		.values({ id: 1, secret: newSecret() })
		.onConflict((conflict) => conflict.column('id').doNothing())
		.execute();
	const { secret } = await db.selectFrom('identity_root_secret').select('secret').executeTakeFirstOrThrow();
	const derive = (purpose: string): string =>
		Buffer.from(hkdfSync('sha256', secret, '', purpose, 32)).toString('base64url');
	return {
		csrf: derive('csrf'),
		knownDevice: derive('known-device'),
		deviceToken: derive('device-token'),
		attempts: derive('attempts'),
	};
};
