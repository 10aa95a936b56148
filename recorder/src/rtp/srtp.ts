import { ProtectionProfileAeadAes128Gcm, SrtcpSession } from 'werift-rtp';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { SrtpReceiver } from './srtpReceiver.ts';

const keyBytes = 16;
const saltBytes = 12;

/** Keys of one direction, in mediasoup's shape: key and salt together in base64. */
export const SrtpParameters = z.object({
	cryptoSuite: z.literal('AEAD_AES_128_GCM'),
	keyBase64: z.base64(),
});
export type SrtpParameters = z.infer<typeof SrtpParameters>;

export function randomSrtpParameters(): SrtpParameters {
	return {
		cryptoSuite: 'AEAD_AES_128_GCM',
		keyBase64: randomBytes(keyBytes + saltBytes).toString('base64'),
	};
}

/** Decrypts what one transport sends and encrypts our RTCP (RFC 3711, RFC 7714). */
export class Srtp {
	readonly #rtp: SrtpReceiver;
	readonly #rtcp: SrtcpSession;

	/** Throws a RangeError if a key has the wrong length. */
	constructor(local: SrtpParameters, remote: SrtpParameters) {
		const [localMasterKey, localMasterSalt] = split(local);
		const [remoteMasterKey, remoteMasterSalt] = split(remote);
		this.#rtp = new SrtpReceiver(remoteMasterKey, remoteMasterSalt);
		this.#rtcp = new SrtcpSession({
			keys: { localMasterKey, localMasterSalt, remoteMasterKey, remoteMasterSalt },
			profile: ProtectionProfileAeadAes128Gcm,
		});
	}

	/** Throws if the packet is not authentic. */
	decryptRtp(data: Buffer): Buffer {
		return this.#rtp.decrypt(data);
	}

	/** Throws if the packet is not authentic. */
	decryptRtcp(data: Buffer): Buffer {
		return this.#rtcp.decrypt(data);
	}

	encryptRtcp(data: Buffer): Buffer {
		return this.#rtcp.encrypt(data);
	}
}

function split({ keyBase64 }: SrtpParameters): [key: Buffer, salt: Buffer] {
	const both = Buffer.from(keyBase64, 'base64');
	if (both.length !== keyBytes + saltBytes) throw new RangeError('SRTP key has the wrong length');
	return [both.subarray(0, keyBytes), both.subarray(keyBytes)];
}
