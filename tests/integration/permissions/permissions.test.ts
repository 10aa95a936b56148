// Every HTTP route and every signalling request, asked of a running server by every kind of caller: all as
// permissions.txt says, and nothing that it does not name.
import { endpoints, SignalRequest } from '@classroom/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Column, Requester } from './callers.ts';
import { columns } from './callers.ts';
import { contractRoutes, httpCases } from './httpCases.ts';
import { signalCases } from './signalCases.ts';
import { SignalRunner } from './signalRunner.ts';
import type { Expectation } from './tableFile.ts';
import { readTable, requestOf } from './tableFile.ts';
import { askRow, differences } from './asking.ts';
import { makeWorld } from './world.ts';
import type { World } from './world.ts';

const table = readTable();
const isHttp = ({ request }: Expectation): boolean => /^[A-Z]+ /.test(request);
const byRow = (a: Expectation): string => `${a.request}  ${a.target}`;
const requestTypes = SignalRequest.options.map((option) => option.shape.type.value);

let world: World;

beforeAll(async () => {
	world = await makeWorld();
	world.writer.agreement('east-north-revoked', 'east', 'north', 'revoked');
	world.writer.agreement('west-north', 'west', 'north', 'in-force');
	world.writer.agreement('west-east-offered', 'west', 'east', 'offered');
});

afterAll(() => world.stop());

/** Both ways: what the one list has and the other has not. */
const sameList = (ours: Iterable<string>, theirs: Iterable<string>): void => {
	expect([...new Set(ours)].toSorted()).toEqual([...new Set(theirs)].toSorted());
};

describe('the table is whole', () => {
	test('it names every route and request that the running server serves, and no other', () => {
		const line = /\{.*"msg":"what can be asked".*\}/.exec(world.server.output())?.[0];
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
		const response = await fetch(`${world.server.url}/api/openapi.json`);
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

const isProduction = ({ target }: Expectation): boolean => target === 'production';

const endsSession = ({ request, target }: Expectation): boolean =>
	httpCases[request]?.[target]?.endsSession === true;

describe('HTTP', () => {
	test('every route, every caller', { timeout: 480_000 }, async () => {
		const callers = new Map<Column, Requester>();
		for (const column of columns) callers.set(column, await world.cast.enter(column));
		const got = async (row: Expectation, column: Column): Promise<string> =>
			askRow(endsSession(row) ? await world.cast.enter(column) : callers.get(column)!, row);
		const rows = table.filter((row) => isHttp(row) && !isProduction(row));
		expect(await differences(rows, columns, got)).toEqual([]);
	});

	test('what only a demonstration offers, every caller of a server in production', async () => {
		const production = await makeWorld({ MODE: 'production' });
		try {
			const callers = new Map<Column, Requester>();
			for (const column of columns) callers.set(column, await production.cast.enter(column));
			const got = (row: Expectation, column: Column): Promise<string> => askRow(callers.get(column)!, row);
			expect(await differences(table.filter(isProduction), columns, got)).toEqual([]);
		} finally {
			await production.stop();
		}
	});
});

const openRooms = (): Promise<number> => world.metric('classroom_rooms');

describe('signalling', () => {
	test('every request, every caller', { timeout: 480_000 }, async () => {
		const runner = new SignalRunner(world.cast);
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
			await expect.poll(openRooms).toBe(open - 1);
			wrong.push(...(await differences(rows.slice(over), columns, got)));
			expect(wrong).toEqual([]);
		} finally {
			runner.close();
		}
	});
});
