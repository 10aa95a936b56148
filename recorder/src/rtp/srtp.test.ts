import { ProtectionProfileAeadAes128Gcm, RtpHeader, SrtpSession } from 'werift-rtp';
import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { RtpSocket } from './rtpSocket.ts';
import { randomSrtpParameters, Srtp } from './srtp.ts';
import { SrtpReceiver } from './srtpReceiver.ts';
import { parseRtpPacket } from './rtpPacket.ts';

const key = Buffer.alloc(16, 7);
const salt = Buffer.alloc(12, 9);
const keyAndSalt = Buffer.concat([key, salt]).toString('base64');

const udp = async (): Promise<Socket> => {
	const socket = createSocket('udp4');
	socket.bind(0, '127.0.0.1');
	await once(socket, 'listening');
	return socket;
};

function sender() {
	const keys = {
		localMasterKey: key,
		localMasterSalt: salt,
		remoteMasterKey: key,
		remoteMasterSalt: salt,
	};
	const session = new SrtpSession({ keys, profile: ProtectionProfileAeadAes128Gcm });
	return (sequenceNumber: number, text: string) =>
		session.encrypt(
			Buffer.from(text),
			new RtpHeader({ payloadType: 96, sequenceNumber, timestamp: 1, ssrc: 5, marker: false }),
		);
}

describe('SrtpReceiver', () => {
	it('decrypts over a wrap, out of order, and after many packets are missing around it', () => {
		const encrypt = sender();
		const packets = new Map<number, Buffer>();
		for (let index = 65_300; index < 65_536 + 300; index++) {
			packets.set(index, encrypt(index & 0xffff, `packet ${index}`));
		}
		const receiver = new SrtpReceiver(key, salt);
		const read = (index: number) => parseRtpPacket(receiver.decrypt(packets.get(index)!))!.payload.toString();
		// 400 packets around the wrap are lost; then an old one comes late.
		for (const index of [65_300, 65_302, 65_301, 65_750, 65_535, 65_751]) {
			expect(read(index)).toBe(`packet ${index}`);
		}
	});

	it('refuses what is not authentic', () => {
		const receiver = new SrtpReceiver(key, salt);
		const data = sender()(1, 'x');
		data.writeUInt8(data.readUInt8(12) ^ 1, 12);
		expect(() => receiver.decrypt(data)).toThrow();
	});
});

describe('Srtp', () => {
	it('encrypts RTCP for the other side', () => {
		const [local, remote] = [randomSrtpParameters(), randomSrtpParameters()];
		const rtcp = Buffer.from([0x81, 206, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2]);
		const encrypted = new Srtp(local, remote).encryptRtcp(rtcp);
		expect(encrypted).not.toEqual(rtcp);
		expect(new Srtp(remote, local).decryptRtcp(encrypted)).toEqual(rtcp);
	});

	it('has other keys for each transport, whose packet indices begin anew', async () => {
		const socket = await RtpSocket.open({ listenIp: '127.0.0.1', srtp: true });
		const offers = [socket.offer(), socket.offer()].map(({ srtpParameters }) => srtpParameters?.keyBase64);
		socket.close();
		expect(new Set(offers).size).toBe(2);
		expect(offers).not.toContain(undefined);
	});

	it('listens to whoever has the keys, wherever the server says it is, and answers there', async () => {
		const socket = await RtpSocket.open({ listenIp: '127.0.0.1', srtp: true });
		const { port, srtpParameters: ours } = socket.offer();
		const theirs = { cryptoSuite: 'AEAD_AES_128_GCM' as const, keyBase64: keyAndSalt };
		// As in a container, whose server announces an address that is meant for browsers.
		socket.connect({ ip: '203.0.113.10', port: 9, srtpParameters: theirs });
		const received: string[] = [];
		socket.add(5, { rtp: ({ payload }) => received.push(payload.toString()), senderReport: () => undefined });
		const [server, stranger] = [await udp(), await udp()];
		const encrypt = sender();
		const inTurn = async (from: Socket, data: Buffer): Promise<void> => {
			const seen = received.length + socket.rejected;
			from.send(data, port, '127.0.0.1');
			await vi.waitFor(() => expect(received.length + socket.rejected).toBe(seen + 1), 60_000);
		};
		await inTurn(stranger, Buffer.alloc(60, 0x80));
		await inTurn(server, encrypt(1, 'first'));
		await inTurn(stranger, encrypt(2, 'from elsewhere'));
		await inTurn(server, encrypt(3, 'second'));
		expect(received).toEqual(['first', 'second']);
		const answer = once(server, 'message');
		const rtcp = Buffer.from([0x81, 206, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2]);
		socket.send(rtcp);
		const [data] = (await answer) as [Buffer];
		expect(new Srtp(theirs, ours!).decryptRtcp(data)).toEqual(rtcp);
		for (const each of [socket, server, stranger]) each.close();
	});

	it('without keys takes nothing but from the address it was told', async () => {
		const socket = await RtpSocket.open({ listenIp: '127.0.0.1', srtp: false });
		const { port } = socket.offer();
		socket.connect({ ip: '127.0.0.1', port: 9 });
		const stranger = await udp();
		stranger.send(Buffer.alloc(60, 0x80), port, '127.0.0.1');
		await vi.waitFor(() => expect(socket.rejected).toBe(1), 60_000);
		for (const each of [socket, stranger]) each.close();
	});

	it('refuses keys of another length', () => {
		const short = { cryptoSuite: 'AEAD_AES_128_GCM', keyBase64: 'AAAA' } as const;
		expect(() => new Srtp(randomSrtpParameters(), short)).toThrow(RangeError);
	});
});
