// TURN servers for clients behind strict firewalls, with credentials that hold for one lesson
// (draft-uberti-behave-turn-rest: username is the expiry, password its HMAC-SHA1 under the shared secret).
import { createHmac } from 'node:crypto';
import type { AnswerOf } from '@classroom/protocol';

const VALID_SECONDS = 6 * 3600;

export type IceServers = (name: string, now: number) => AnswerOf<'join'>['iceServers'];

export const turnServers =
	(urls: readonly string[], secret: string | undefined): IceServers =>
	(name, now) => {
		if (urls.length === 0 || secret === undefined) return [];
		const username = `${Math.floor(now / 1000) + VALID_SECONDS}:${name}`;
		const credential = createHmac('sha1', secret).update(username).digest('base64');
		return [{ urls: [...urls], username, credential }];
	};
