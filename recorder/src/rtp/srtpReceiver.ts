import { createCipheriv, createDecipheriv } from 'node:crypto';
import { unwrapNear } from './sequence.ts';

const tagBytes = 16;
const rtpKeyLabel = 0;
const rtpSaltLabel = 2;

/**
 * Decrypts SRTP with AEAD_AES_128_GCM (RFC 7714). werift's own loses the roll-over counter when more than a
 * hundred packets are missing around a wrap, and with it the rest of the lesson; this follows RFC 3711, 3.3.1.
 */
export class SrtpReceiver {
	readonly #key: Buffer;
	readonly #salt: Buffer;
	/** Highest authentic extended sequence number of each SSRC. */
	readonly #highest = new Map<number, number>();

	constructor(masterKey: Buffer, masterSalt: Buffer) {
		this.#key = derive(masterKey, masterSalt, rtpKeyLabel, 16);
		this.#salt = derive(masterKey, masterSalt, rtpSaltLabel, 12);
	}

	/** The RTP packet. Throws if it is not authentic. */
	decrypt(data: Buffer): Buffer {
		const sequenceNumber = data.readUInt16BE(2);
		const ssrc = data.readUInt32BE(8);
		const highest = this.#highest.get(ssrc);
		const extended =
			highest === undefined ? sequenceNumber : Math.max(unwrapNear(sequenceNumber, highest, 16), 0);
		const headerBytes = rtpHeaderBytes(data);
		const decipher = createDecipheriv('aes-128-gcm', this.#key, this.#vector(ssrc, extended));
		decipher.setAAD(data.subarray(0, headerBytes));
		decipher.setAuthTag(data.subarray(data.length - tagBytes));
		const plain = decipher.update(data.subarray(headerBytes, data.length - tagBytes));
		decipher.final();
		if (highest === undefined || extended > highest) this.#highest.set(ssrc, extended);
		return Buffer.concat([data.subarray(0, headerBytes), plain]);
	}

	/** RFC 7714, 8.1: zeros, SSRC, roll-over counter and sequence number, exclusive-or the salt. */
	#vector(ssrc: number, extended: number): Buffer {
		const vector = Buffer.alloc(12);
		vector.writeUInt32BE(ssrc, 2);
		vector.writeUIntBE(extended, 6, 6);
		for (let index = 0; index < 12; index++) {
			vector.writeUInt8((vector[index] ?? 0) ^ (this.#salt[index] ?? 0), index);
		}
		return vector;
	}
}

/** Session key (RFC 3711, 4.3.3): the key stream of AES in counter mode; a 96-bit salt stands on the left. */
function derive(masterKey: Buffer, masterSalt: Buffer, label: number, bytes: number): Buffer {
	const vector = Buffer.alloc(16);
	masterSalt.copy(vector);
	vector.writeUInt8((vector[7] ?? 0) ^ label, 7);
	return createCipheriv('aes-128-ctr', masterKey, vector).update(Buffer.alloc(bytes));
}

function rtpHeaderBytes(data: Buffer): number {
	const first = data.readUInt8(0);
	const start = 12 + 4 * (first & 0x0f);
	return (first & 0x10) === 0 ? start : start + 4 + 4 * data.readUInt16BE(start + 2);
}
