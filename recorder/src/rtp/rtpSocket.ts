import { createSocket } from 'node:dgram';
import type { RemoteInfo, Socket } from 'node:dgram';
import { once } from 'node:events';
import { senderReports } from './rtcp.ts';
import type { SenderReport } from './rtcp.ts';
import { isRtcp, parseRtpPacket } from './rtpPacket.ts';
import type { RtpPacket } from './rtpPacket.ts';
import { randomSrtpParameters, Srtp } from './srtp.ts';
import type { SrtpParameters } from './srtp.ts';

export type RtpSocketOptions = {
	listenIp: string;
	/** 0 takes any free port. */
	port?: number;
	/** Encrypts in both directions; needed wherever server and recorder are not on one machine. */
	srtp: boolean;
};

/** Where a PlainTransport is to send, and the keys it is to expect from us. */
export type RtpOffer = { ip: string; port: number; srtpParameters: SrtpParameters | undefined };

export type RtpRemote = { ip: string; port: number; srtpParameters?: SrtpParameters | undefined };

export type RtpSink = {
	rtp(packet: RtpPacket, nowMs: number): void;
	senderReport(report: SenderReport, nowMs: number): void;
};

/** Large enough for the bursts of all sources while ffmpeg processes are being started. The system may cap it. */
const receiveBufferBytes = 8 * 1024 * 1024;

/** One UDP port that carries RTP and RTCP of one Lesson, opposite a PlainTransport with `rtcpMux`. */
export class RtpSocket {
	readonly #socket: Socket;
	readonly #sinks = new Map<number, RtpSink>();
	readonly #encrypts: boolean;
	#local: SrtpParameters | undefined;
	#remote: RtpRemote | undefined;
	/** False: the far end is where it said, but has not been heard from there. */
	#heard = false;
	#srtp: Srtp | undefined;
	#closed = false;
	/** Datagrams that came from elsewhere, were not authentic, not RTP or of no known stream. */
	rejected = 0;

	private constructor(socket: Socket, srtp: boolean) {
		this.#socket = socket;
		this.#encrypts = srtp;
		socket.on('message', (data, from) => {
			this.#receive(data, from);
		});
		// Such as ECONNREFUSED while the server restarts: the far end is allowed to be away.
		socket.on('error', () => {
			this.rejected += 1;
		});
	}

	/** Binds the port. Rejects if that is not possible. */
	static async open({ listenIp, port = 0, srtp }: RtpSocketOptions): Promise<RtpSocket> {
		const socket = createSocket(listenIp.includes(':') ? 'udp6' : 'udp4');
		socket.bind(port, listenIp);
		await once(socket, 'listening');
		try {
			socket.setRecvBufferSize(receiveBufferBytes);
		} catch {
			// The system's default is kept.
		}
		return new RtpSocket(socket, srtp);
	}

	/**
	 * For each transport of the server anew: packet indices begin at zero with it, and AES-GCM must never see one twice
	 * under the same key (RFC 7714, 8).
	 */
	offer(): RtpOffer {
		const { address, port } = this.#socket.address();
		this.#local = this.#encrypts ? randomSrtpParameters() : undefined;
		return { ip: address, port, srtpParameters: this.#local };
	}

	/**
	 * Only this address is listened to and sent to; called again after a restart of the server. With SRTP the first
	 * authentic datagram decides it: what the server says of itself is for browsers, who may reach it by another way
	 * than we do (two containers of one machine).
	 */
	connect(remote: RtpRemote): void {
		if (this.#encrypts) {
			if (this.#local === undefined) throw new RangeError('no keys were offered');
			if (remote.srtpParameters === undefined) throw new RangeError('SRTP keys of the server are missing');
			this.#srtp = new Srtp(this.#local, remote.srtpParameters);
		}
		this.#remote = remote;
		this.#heard = false;
	}

	add(ssrc: number, sink: RtpSink): void {
		this.#sinks.set(ssrc, sink);
	}

	remove(ssrc: number): void {
		this.#sinks.delete(ssrc);
	}

	/** Sends RTCP; silently does nothing while the far end is unknown. */
	send(rtcp: Buffer): void {
		if (this.#remote === undefined || this.#closed) return;
		const data = this.#srtp === undefined ? rtcp : this.#srtp.encryptRtcp(rtcp);
		this.#socket.send(data, this.#remote.port, this.#remote.ip);
	}

	close(): void {
		if (this.#closed) return;
		this.#closed = true;
		this.#sinks.clear();
		this.#socket.close();
	}

	#receive(data: Buffer, from: RemoteInfo): void {
		if (this.#remote === undefined || !this.#mayBe(this.#remote, from)) {
			this.rejected += 1;
			return;
		}
		try {
			const control = isRtcp(data);
			const plain = control ? this.#srtp?.decryptRtcp(data) : this.#srtp?.decryptRtp(data);
			if (plain !== undefined) this.#authentic(this.#remote, from);
			if (control) this.#rtcp(plain ?? data);
			else this.#rtp(plain ?? data);
		} catch {
			this.rejected += 1;
		}
	}

	#mayBe(remote: RtpRemote, from: RemoteInfo): boolean {
		if (this.#encrypts && !this.#heard) return true;
		return from.port === remote.port && from.address === remote.ip;
	}

	#authentic(remote: RtpRemote, { address, port }: RemoteInfo): void {
		if (this.#heard) return;
		this.#heard = true;
		this.#remote = { ...remote, ip: address, port };
	}

	#rtp(data: Buffer): void {
		const packet = parseRtpPacket(data);
		const sink = packet && this.#sinks.get(packet.ssrc);
		if (packet === undefined || sink === undefined) this.rejected += 1;
		else sink.rtp(packet, performance.now());
	}

	#rtcp(data: Buffer): void {
		for (const report of senderReports(data)) {
			this.#sinks.get(report.ssrc)?.senderReport(report, performance.now());
		}
	}
}
