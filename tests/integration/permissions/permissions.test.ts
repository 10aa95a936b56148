// Every HTTP route and every signalling request, asked of a running server by every kind of caller: all as
// permissions.txt says, and nothing that it does not name.
import { endpoints, SignalRequest } from '@classroom/protocol';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startLiveServer } from '../lesson/live/liveServer.ts';
import type { LiveServer } from '../lesson/live/liveServer.ts';
import type { Column, Requester } from './callers.ts';
import { Cast, columns } from './callers.ts';
import { CountyWriter } from './counties.ts';
import { contractRoutes, httpCases, METRICS_TOKEN, sentFor } from './httpCases.ts';
import { signalCases } from './signalCases.ts';
import { SignalRunner } from './signalRunner.ts';
import type { Expectation } from './tableFile.ts';
import { readTable, requestOf, wordFor } from './tableFile.ts';

const table = readTable();
const isHttp = ({ request }: Expectation): boolean => /^[A-Z]+ /.test(request);
const byRow = (a: Expectation): string => `${a.request}  ${a.target}`;
const requestTypes = SignalRequest.options.map((option) => option.shape.type.value);

let server: LiveServer;
let writer: CountyWriter;
let cast: Cast;

beforeAll(async () => {
	server = await startLiveServer({ METRICS_TOKEN, LOG_LEVEL: 'debug' });
	writer = new CountyWriter(server.databaseFile);
	for (const county of ['east', 'west', 'north']) writer.county(county);
	writer.agreement('east-north-revoked', 'east', 'north', true);
	writer.agreement('west-north', 'west', 'north', false);
	cast = new Cast(server.url, writer, server.recorderToken);
	await vi.waitFor(
		() => expect(['east', 'west'].map((county) => writer.inPhase(county, 'teaching'))).toEqual([2, 2]),
		{ timeout: 30_000, interval: 100 },
	);
});

afterAll(async () => {
	writer?.close();
	await server?.stop();
});

/** Both ways: what the one list has and the other has not. */
const sameList = (ours: Iterable<string>, theirs: Iterable<string>): void => {
	expect([...new Set(ours)].toSorted()).toEqual([...new Set(theirs)].toSorted());
};

describe('the table is whole', () => {
	test('it names every route and request that the running server serves, and no other', () => {
		const line = server.output().match(/\{.*"msg":"what can be asked".*\}/)?.[0];
		const { routes, requests } = JSON.parse(line ?? '{}') as {
			routes: { method: string; path: string }[];
			requests: { type: string }[];
		};
		sameList(
			table.filter(isHttp).map(requestOf),
			routes.map(({ method, path }) => `${method.toUpperCase()} ${path}`),
		);
		sameList(
			table.filter((row) => !isHttp(row)).map(requestOf),
			requests.map(({ type }) => type),
		);
	});

	test('it names the whole contract', async () => {
		const response = await fetch(`${server.url}/api/openapi.json`);
		const { paths } = (await response.json()) as { paths: Record<string, Record<string, unknown>> };
		const documented = Object.entries(paths).flatMap(([path, methods]) =>
			Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
		);
		sameList(documented, contractRoutes());
		const inTable = new Set(table.map(requestOf));
		expect(documented.filter((route) => !inTable.has(route))).toEqual([]);
		expect(requestTypes.filter((type) => !inTable.has(type))).toEqual([]);
	});

	test('every row has what to ask, and all there is to ask has its row, once', () => {
		const rows = table.map(byRow);
		expect(rows.filter((row, place) => rows.indexOf(row) !== place)).toEqual([]);
		const asked = Object.entries(httpCases).flatMap(([request, targets]) =>
			Object.keys(targets).map((target) => `${request}  ${target}`),
		);
		sameList(table.filter(isHttp).map(byRow), asked);
		const spoken = new Set(table.filter((row) => !isHttp(row)).map(({ request }) => request));
		expect(Object.keys(signalCases).filter((name) => !spoken.has(name))).toEqual([]);
		expect(Object.keys(endpoints).length).toBeGreaterThan(40);
	});
});

/** One line for each cell that is not as the table has it. */
const differences = async (
	rows: readonly Expectation[],
	asked: readonly Column[],
	got: (row: Expectation, column: Column) => Promise<string>,
	{
		as = (column: Column): Column => column,
		after = async (_row: Expectation): Promise<void> => undefined,
	} = {},
): Promise<string[]> => {
	const wrong: string[] = [];
	const check = async (row: Expectation, column: Column): Promise<void> => {
		const answer = await got(row, column);
		const expected = row.cells[as(column)];
		if (answer !== expected) {
			wrong.push(`${row.request} [${row.target}] by ${column}: expected ${expected}, got ${answer}`);
		}
	};
	for (const row of rows) {
		await Promise.all(asked.map((column) => check(row, column)));
		await after(row);
	}
	return wrong;
};

const ask = async (requester: Requester, { request, target }: Expectation): Promise<string> => {
	const httpCase = httpCases[request]?.[target];
	if (httpCase === undefined) throw new Error(`no case for ${request} ${target}`);
	const { error } = await requester.send(sentFor(request, httpCase));
	return wordFor(error, httpCase.domain ?? []);
};

const endsSession = ({ request, target }: Expectation): boolean =>
	httpCases[request]?.[target]?.endsSession === true;

describe('HTTP', () => {
	test('every route, every caller', async () => {
		const callers = new Map<Column, Requester>();
		for (const column of columns) callers.set(column, await cast.enter(column));
		const got = async (row: Expectation, column: Column): Promise<string> =>
			ask(endsSession(row) ? await cast.enter(column) : callers.get(column)!, row);
		expect(await differences(table.filter(isHttp), columns, got)).toEqual([]);
	});
});

const openRooms = async (): Promise<number> => {
	const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
	const text = await (await fetch(`${server.url}/metrics`, { headers })).text();
	return Number(/^classroom_rooms (\d+)/m.exec(text)?.[1]);
};

describe('signalling', () => {
	test('every request, every caller', async () => {
		const runner = new SignalRunner(cast);
		try {
			await runner.seatAll(columns);
			const rows = table.filter((row) => !isHttp(row));
			const end = rows.findIndex(({ request, target }) => request === 'endLesson' && target === 'own');
			const over = rows.findIndex(({ target }) => target === 'over');
			const got = (row: Expectation, column: Column): Promise<string> => runner.run(row, column);
			const after = (row: Expectation): Promise<void> => runner.restoreAfter(row);
			const wrong = await differences(rows.slice(0, end), columns, got, { after });
			await runner.renewAll();
			const open = await openRooms();
			wrong.push(...(await differences(rows.slice(end, over), columns, got)));
			await expect.poll(openRooms, { timeout: 10_000 }).toBe(open - 1);
			wrong.push(...(await differences(rows.slice(over), columns, got)));
			expect(wrong).toEqual([]);
		} finally {
			runner.close();
		}
	});
});
