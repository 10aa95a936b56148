// A program that webhooks are sent to: keeps what it gets, and answers as a test wants.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Received {
	/** With its query. */
	readonly path: string;
	readonly headers: Record<string, string>;
	readonly body: string;
}

export interface Answering {
	readonly status: number;
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
}

export const startReceiver = async () => {
	const received: Received[] = [];
	/** By path; 204 where there is nothing. The last goes on. */
	const answers = new Map<string, Answering[]>();
	const server = http.createServer((request, response) => {
		void text(request).then((body) => {
			const path = request.url ?? '';
			const headers = Object.fromEntries(
				Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
			);
			received.push({ path, headers, body });
			const planned = answers.get(path.split('?')[0] ?? '') ?? [];
			const answer = (planned.length > 1 ? planned.shift() : planned[0]) ?? { status: 204 };
			response.writeHead(answer.status, answer.headers);
			response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		base: `http://127.0.0.1:${port}`,
		received,
		to: (path: string): Received[] => received.filter((each) => each.path.split('?')[0] === path),
		answer: (path: string, ...planned: Answering[]): void => void answers.set(path, planned),
		close: (): Promise<void> =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
};
export type Receiver = Awaited<ReturnType<typeof startReceiver>>;
