// A term's plan is imported while lessons are live: how long an entry of a lesson's log, a chat message and another
// administrator's small change wait at the longest, beside the same server without an import; on both databases.
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CSRF_HEADER, endpoints, XLSX_TYPE } from '@classroom/protocol';
import { startPostgres } from '../../fixtures/postgres.ts';
import type { Figure, Result } from '../figures.ts';
import { absolute, paired } from '../figures.ts';
import { timed } from '../timetable/timed.ts';
import { planFile, rosterFile } from './county.ts';
import type { Ask } from './messages.ts';
import { County, Waits } from './messages.ts';

const SERIES = 600;
const REPEATS = 3;
/** Without an import as long as one takes, about. */
const QUIET_MS = 4_000;
const BETWEEN_MS = 20;
/** The issue's for what a live lesson waits, and for how long nothing else may run, ms. */
const LIVE_WAIT_MS = 300;
const LOOP_MS = 100;

class Server {
	readonly #child: ChildProcess;

	constructor(url: string) {
		this.#child = fork(new URL('./server.ts', import.meta.url), [url]);
	}

	async ask(ask: Ask): Promise<unknown> {
		const ended = new AbortController();
		const { signal } = ended;
		try {
			const answered = once(this.#child, 'message', { signal });
			const died = once(this.#child, 'exit', { signal }).then(() => {
				throw new Error('the server ended by itself');
			});
			this.#child.send(ask);
			const [answer] = (await Promise.race([answered, died])) as [unknown];
			return answer;
		} finally {
			ended.abort();
		}
	}

	async stop(): Promise<void> {
		const ended = once(this.#child, 'exit');
		this.#child.disconnect();
		await ended;
	}
}

const send = async (
	{ base, cookies, csrfToken }: County,
	route: string,
	body: Uint8Array | object,
): Promise<unknown> => {
	const isFile = body instanceof Uint8Array;
	const response = await fetch(`${base}${route}`, {
		method: 'POST',
		headers: {
			cookie: cookies,
			[CSRF_HEADER]: csrfToken,
			'content-type': isFile ? XLSX_TYPE : 'application/json',
		},
		body: isFile ? Buffer.from(body) : JSON.stringify(body),
	});
	if (!response.ok) throw new Error(await response.text());
	return response.json();
};

interface Seen extends Waits {
	/** Another administrator's change. */
	readonly change: number;
	readonly ms: number;
}

/** What was seen while `work` went on. */
const during = async (server: Server, other: County, work: () => Promise<unknown>): Promise<Seen> => {
	await server.ask({ kind: 'watch' });
	let over = false;
	const isOver = (): boolean => over;
	const changes = (async () => {
		let most = 0;
		for (let made = 0; !isOver(); made += 1) {
			const school = {
				name: `新校${made}`,
				kind: 'member',
				town: null,
				linkDownKbps: null,
				linkUpKbps: null,
			};
			most = Math.max(most, await timed(() => send(other, endpoints.createSchool.path, school)));
			await wait(BETWEEN_MS);
		}
		return most;
	})();
	const ms = await timed(work);
	over = true;
	return { change: await changes, ms, ...Waits.parse(await server.ask({ kind: 'report' })) };
};

interface Repeat {
	readonly quiet: Seen;
	readonly importing: Seen;
}

const measure = async (url: string): Promise<Repeat[]> => {
	const server = new Server(url);
	try {
		const county = async (): Promise<County> => County.parse(await server.ask({ kind: 'county' }));
		const file = planFile(SERIES);
		const repeats: Repeat[] = [];
		for (let repeat = 0; repeat < REPEATS; repeat += 1) {
			const own = await county();
			await send(own, `${endpoints.importRoster.path}?dryRun=false`, rosterFile(`county${repeat}`));
			const quiet = await during(server, await county(), () => wait(QUIET_MS));
			const importing = await during(server, await county(), async () => {
				const answer = await send(own, `${endpoints.importTermPlan.path}?dryRun=false`, file);
				const { saved, issues } = endpoints.importTermPlan.response.parse(answer);
				if (!saved) throw new Error(`not imported: ${JSON.stringify(issues.slice(0, 3))}`);
			});
			repeats.push({ quiet, importing });
		}
		return repeats;
	} finally {
		await server.stop();
	}
};

const figuresOf = (database: string, repeats: readonly Repeat[]): Figure[] => {
	const longest = (name: string, what: keyof Seen, limit: number | null): Figure => {
		const pairs = repeats.map(({ quiet, importing }) => ({ value: importing[what], baseline: quiet[what] }));
		const beside = paired(`${name}, ${database}`, 'ms', pairs, null);
		const values = pairs.map(({ value }) => value);
		// Told beside what it is without an import; judged by itself, and by the longest of all.
		return limit === null ? beside : { ...beside, ok: Math.max(...values) <= limit };
	};
	return [
		absolute(
			`import of ${SERIES} series, ${database}`,
			'ms',
			repeats.map(({ importing }) => importing.ms),
			null,
		),
		longest('longest wait of a lesson’s log entry', 'log', LIVE_WAIT_MS),
		longest('longest wait of a chat message', 'chat', LIVE_WAIT_MS),
		longest('longest that the event loop was held, processor time', 'held', LOOP_MS),
		longest('longest that nothing else ran, on the wall', 'loop', null),
		longest('longest wait of another administrator’s change', 'change', null),
	];
};

export async function run(): Promise<Result> {
	const folder = await mkdtemp(path.join(tmpdir(), 'classroom-load-'));
	const postgres = await startPostgres();
	try {
		const sqlite = await measure(`sqlite:${path.join(folder, 'load.sqlite')}`);
		const other = await measure(postgres.url);
		return {
			notes: [
				`At the longest: a live lesson waits ${LIVE_WAIT_MS} ms for an import, and the event loop is held for ${LOOP_MS} ms.`,
			],
			figures: [...figuresOf('SQLite', sqlite), ...figuresOf('PostgreSQL', other)],
		};
	} finally {
		await postgres.stop();
		await rm(folder, { recursive: true });
	}
}
