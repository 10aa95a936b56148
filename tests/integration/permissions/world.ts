// A running server with the three counties in it.
import { expect, vi } from 'vitest';
import { startLiveServer } from '../lesson/live/liveServer.ts';
import type { LiveServer } from '../lesson/live/liveServer.ts';
import { Cast } from './callers.ts';
import { CountyWriter } from './counties.ts';
import { METRICS_TOKEN } from './httpCases.ts';

export interface World {
	readonly server: LiveServer;
	readonly writer: CountyWriter;
	readonly cast: Cast;
	/** A gauge or counter of the server, all its labels added up. */
	readonly metric: (name: string) => Promise<number>;
	readonly stop: () => Promise<void>;
}

/** Resolves when the lessons that are on have their Rooms. */
export const makeWorld = async (settings: Readonly<Record<string, string>> = {}): Promise<World> => {
	const server = await startLiveServer({ METRICS_TOKEN, LOG_LEVEL: 'debug', ...settings });
	const writer = new CountyWriter(server.databaseFile);
	const counties = ['east', 'west', 'north'];
	for (const county of counties) writer.county(county);
	await vi.waitFor(
		() => expect(counties.map((county) => writer.inPhase(county, 'teaching'))).toEqual([2, 2, 2]),
		{ timeout: 30_000, interval: 100 },
	);
	return {
		server,
		writer,
		cast: new Cast(server.url, writer, server.recorderToken),
		metric: (name) => metricOf(server.url, name),
		stop: async () => {
			writer.close();
			await server.stop();
		},
	};
};

const metricOf = async (url: string, name: string): Promise<number> => {
	const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
	const text = await (await fetch(`${url}/metrics`, { headers })).text();
	return text
		.split('\n')
		.filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
		.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
};
