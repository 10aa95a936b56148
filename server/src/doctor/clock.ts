// Lessons begin at the bell, and the log's times are this machine's: its clock must be right.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '../platform/index.ts';
import { isLoopback } from './address.ts';
import { ok, problem, warning } from './finding.ts';
import type { Finding } from './finding.ts';

const about = 'clock';
const timeServers = ['ntp.aliyun.com', 'pool.ntp.org'];
const limitMs = 2000;
const largestOffsetMs = 1000;
const observedMs = 1000;
/** More than this in a second is a clock that is being set, or a virtual machine that is stopped now and then. */
const largestDriftMs = 50;

export const checkClock = async (config: Pick<Config, 'PUBLIC_URL' | 'TIME_ZONE'>): Promise<Finding> => {
	const [drift, offset] = await Promise.all([measureDrift(), measureOffset(config.PUBLIC_URL)]);
	const local = new Date().toLocaleString('sv', { timeZone: config.TIME_ZONE });
	return judge(`it is ${local} in ${config.TIME_ZONE}`, drift, offset);
};

export interface Offset {
	/** Positive when this machine is ahead, ms. */
	readonly offsetMs: number;
	/** Who was asked. */
	readonly source: string;
	/** How far the answer may be off, ms. */
	readonly precisionMs: number;
}

export const judge = (time: string, driftMs: number, offset: Offset | null): Finding => {
	const todo = 'Let the system keep the time (apt-get install chrony), and set a time server it can reach.';
	if (Math.abs(driftMs) > largestDriftMs) {
		return warning(about, `The clock jumped by ${Math.round(driftMs)} ms within a second; ${time}.`, todo);
	}
	if (offset === null) {
		const says = `${time}; no time server can be reached to compare with`;
		return ok(about, says);
	}
	const { offsetMs, source, precisionMs } = offset;
	const seconds = (Math.abs(offsetMs) / 1000).toFixed(1);
	return Math.abs(offsetMs) > largestOffsetMs + precisionMs
		? problem(
				about,
				`The clock is ${seconds} s ${offsetMs > 0 ? 'ahead of' : 'behind'} ${source}; ${time}.`,
				todo,
			)
		: ok(
				about,
				`${time}; right to ${Math.max(1, Math.round((Math.abs(offsetMs) + precisionMs) / 100)) / 10} s (${source})`,
			);
};

const measureDrift = async (): Promise<number> => {
	const wall = Date.now();
	const steady = performance.now();
	await wait(observedMs);
	return Date.now() - wall - (performance.now() - steady);
};

const measureOffset = async (publicUrl: string | undefined): Promise<Offset | null> => {
	const asked = await Promise.all(timeServers.map((server) => askTimeServer(server).catch(() => null)));
	return asked.find((answer) => answer !== null) ?? (await askSite(publicUrl));
};

const ntpEpochMs = Date.UTC(1900, 0, 1);

/** RFC 4330, section 5. */
const askTimeServer = async (host: string): Promise<Offset | null> => {
	const socket = createSocket('udp4');
	try {
		// Names that are looked up for longer than we wait end in an error nobody waits for.
		socket.on('error', () => undefined);
		const request = Buffer.alloc(48);
		request[0] = 0x23; // version 4, client
		const sent = Date.now();
		const signal = AbortSignal.timeout(limitMs);
		const answer = once(socket, 'message', { signal }).then((values: unknown[]) => values[0]);
		socket.send(request, 123, host, (error) => {
			if (error !== null) socket.emit('error', error);
		});
		const message = await answer;
		const received = Date.now();
		if (!(message instanceof Buffer) || message.length < 48) return null;
		const theirs = ntpTime(message, 32) / 2 + ntpTime(message, 40) / 2;
		return { offsetMs: (sent + received) / 2 - theirs, source: host, precisionMs: (received - sent) / 2 };
	} finally {
		socket.close();
	}
};

const ntpTime = (message: Buffer, at: number): number =>
	ntpEpochMs + message.readUInt32BE(at) * 1000 + (message.readUInt32BE(at + 4) / 2 ** 32) * 1000;

/** A proxy on another machine tells the time in its answers, to the second. */
const askSite = async (publicUrl: string | undefined): Promise<Offset | null> => {
	if (publicUrl === undefined || isLoopback(new URL(publicUrl).hostname)) return null;
	try {
		const answer = await fetch(publicUrl, { method: 'HEAD', signal: AbortSignal.timeout(limitMs) });
		const date = Date.parse(answer.headers.get('date') ?? '');
		return Number.isNaN(date)
			? null
			: { offsetMs: Date.now() - (date + 500), source: new URL(publicUrl).host, precisionMs: 500 };
	} catch {
		return null;
	}
};
