// The bare fan-out: one mediasoup worker, one router, no checks. Started as it is, and spoken to over HTTP.
import { spawn } from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';
import { RtpParameters, TransportOptions } from '@classroom/protocol';
import { z } from 'zod';
import { sinkCapabilities, type Participant } from './signalling.ts';

const root = path.resolve(import.meta.dirname, '../../..');
/** Beside the project, or where BARE_SERVER says. */
const file = process.env['BARE_SERVER'] ?? path.resolve(root, '../shared/bare/server.mjs');

const Answer = z.union([z.object({ data: z.unknown() }), z.object({ error: z.string() })]);

export interface BareServer {
	readonly url: string;
	readonly workerPids: readonly number[];
	join(): Participant;
	close(): void;
}

export const startBareServer = async (port: number, rtcPort: number): Promise<BareServer> => {
	const child = spawn(process.execPath, [file, String(port), '127.0.0.1', String(rtcPort)], {
		cwd: path.join(root, 'server'),
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const [, pid] = await new Promise<RegExpExecArray>((resolve, reject) => {
		readline.createInterface(child.stdout).on('line', (line) => {
			const match = /worker (\d+)/.exec(line);
			if (match !== null) resolve(match);
		});
		child.once('exit', () => reject(new Error(`the bare server ended; is it at ${file}?`)));
	});
	const url = `http://127.0.0.1:${port}`;
	const call = async <T extends z.ZodType>(
		answer: T,
		method: string,
		data?: unknown,
	): Promise<z.output<T>> => {
		const response = await fetch(url, { method: 'POST', body: JSON.stringify({ method, data }) });
		const body = Answer.parse(await response.json());
		if ('error' in body) throw new Error(`${method}: ${body.error}`);
		return answer.parse(body.data);
	};
	return {
		url,
		workerPids: [Number(pid)],
		join: () => participant(call),
		close: () => void child.kill('SIGKILL'),
	};
};

type Call = <T extends z.ZodType>(answer: T, method: string, data?: unknown) => Promise<z.output<T>>;

const kind = z.enum(['audio', 'video']);

const participant = (call: Call): Participant => ({
	createTransport: async () => {
		const { id, ...transport } = await call(TransportOptions.extend({ id: z.string() }), 'transport');
		return { transportId: id, ...transport };
	},
	connect: async (transportId, fingerprint) => {
		await call(z.unknown(), 'connect', {
			transportId,
			dtlsParameters: { role: 'client', fingerprints: [fingerprint] },
		});
	},
	produce: async (transportId, mediaKind, rtpParameters) => {
		const answer = z.object({ producerId: z.string() });
		return (await call(answer, 'produce', { transportId, kind: mediaKind, rtpParameters })).producerId;
	},
	producers: async () =>
		(await call(z.array(z.object({ producerId: z.string() })), 'producers')).map((each) => each.producerId),
	consume: async (transportId, producerId) =>
		await call(z.object({ consumerId: z.string(), kind, rtpParameters: RtpParameters }), 'consume', {
			transportId,
			producerId,
			rtpCapabilities: sinkCapabilities,
		}),
	resume: async (consumerId) => {
		await call(z.unknown(), 'resume', { consumerId });
	},
	close: () => undefined,
});
