// How receivers know that a message is ours. Pure.
import { createHmac, randomBytes } from 'node:crypto';
import type { Instant } from '@classroom/protocol';

/** 256 random bits, written as Standard Webhooks has it. */
export const newSigningSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

export interface Signed {
	/** The same at each attempt: receivers tell by it what they have already. */
	readonly id: string;
	/** Of the attempt. */
	readonly at: Instant;
	readonly body: string;
}

/**
 * The headers of Standard Webhooks (https://www.standardwebhooks.com): one signature for each secret, so that a
 * secret can be changed without a message being refused.
 */
export const signedHeaders = ({ id, at, body }: Signed, secrets: readonly string[]) => {
	const timestamp = String(Math.floor(at / 1000));
	const signatures = secrets.map((secret) => {
		const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
		return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
	});
	return {
		'webhook-id': id,
		'webhook-timestamp': timestamp,
		'webhook-signature': signatures.join(' '),
	};
};

/** The address of a 钉钉 robot with the signature of this moment (自定义机器人安全设置，加签). */
export const dingtalkAddress = (address: string, secret: string, at: Instant): string => {
	const url = new URL(address);
	const sign = createHmac('sha256', secret).update(`${at}\n${secret}`).digest('base64');
	url.searchParams.set('timestamp', String(at));
	url.searchParams.set('sign', sign);
	return url.href;
};
