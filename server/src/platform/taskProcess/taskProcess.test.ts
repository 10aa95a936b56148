// A process that answers, one that dies, one whose memory is full, and one whose master is gone.
import { execPath } from 'node:process';
import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { TaskDeath } from './taskProcess.ts';
import { TaskProcess } from './taskProcess.ts';

let folder: string;
let program: URL;
const served = new URL('./serveTask.ts', import.meta.url).href;

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'classroom-task-'));
	program = pathToFileURL(path.join(folder, 'program.mjs'));
	await writeFile(
		program,
		`import { createServer } from 'node:net';
		import { serveTask } from ${JSON.stringify(served)};
		await serveTask(async ({ kind }, port) => {
			if (kind === 'echo') for (;;) port.say({ heard: await port.next() });
			if (kind === 'die') process.exit(3);
			if (kind === 'live') {
				const server = createServer().listen(0, '127.0.0.1', () =>
					port.say({ port: server.address().port, environment: Object.keys(process.env) }));
			}
			if (kind === 'compute') {
				const server = createServer().listen(0, '127.0.0.1', () => {
					port.say({ port: server.address().port });
					for (const end = Date.now() + 20_000; Date.now() < end; );
				});
			}
			if (kind === 'buffers') for (const all = [];;) {
				all.push(Buffer.alloc(20e6, 1));
				await new Promise((resolve) => setTimeout(resolve, 5));
			}
			if (kind === 'fill') for (const all = [];;) all.push(new Array(1e5).fill(all.length));
		});`,
	);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const start = (kind: string, onMessage: (message: unknown) => void = () => undefined, residentMb = 4000) => {
	let died: (death: TaskDeath) => void = () => undefined;
	const death = new Promise<TaskDeath>((resolve) => (died = resolve));
	return {
		task: new TaskProcess(program, { kind }, { memoryMb: 32, residentMb, onMessage, onDeath: died }),
		death,
	};
};
/** By its open port: a killed process whose parent is gone too may stay in the process table. */
const lives = (port: number): Promise<boolean> =>
	new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
		socket.once('connect', () => socket.destroy());
	});

test('it answers, with bytes and dates as they are, in their order', async () => {
	const heard: unknown[] = [];
	const { task } = start('echo', (message) => heard.push(message));
	task.send({ bytes: new Uint8Array([1, 2]) });
	await expect.poll(() => heard.length).toBe(1);
	task.send({ at: new Date(7) });
	await expect.poll(() => heard.length).toBe(2);
	task.end();
	task.end();
	expect(heard).toEqual([{ heard: { bytes: new Uint8Array([1, 2]) } }, { heard: { at: new Date(7) } }]);
});

test('one that dies, and one whose memory is full, are told apart', async () => {
	expect(await start('die').death).toEqual({ why: 'ended with 3', aborted: false });
	expect(await start('fill').death).toMatchObject({ aborted: true });
	// What V8 does not count.
	expect(await start('buffers', undefined, 400).death).toMatchObject({ aborted: true });
});

test('it knows nothing of our environment, and is gone when it is ended', async () => {
	const seen: unknown[] = [];
	const { task } = start('live', (message) => seen.push(message));
	await expect.poll(() => seen.length).toBe(1);
	const { port, environment } = z.object({ port: z.int(), environment: z.array(z.string()) }).parse(seen[0]);
	expect(environment.filter((name) => !name.startsWith('NODE_CHANNEL'))).toEqual(['RESIDENT_MB']);
	expect(await lives(port)).toBe(true);
	task.end();
	await expect.poll(() => lives(port)).toBe(false);
});

test.each(['live', 'compute'])('it is gone when the process it works for was killed: %s', async (kind) => {
	const master = path.join(folder, `${kind}.mjs`);
	await writeFile(
		master,
		`import { TaskProcess } from ${JSON.stringify(new URL('./taskProcess.ts', import.meta.url).href)};
		new TaskProcess(new URL(${JSON.stringify(program.href)}), { kind: ${JSON.stringify(kind)} }, {
			memoryMb: 32, onMessage: ({ port }) => console.log(port), onDeath: () => {},
		});`,
	);
	const child = spawn(execPath, [master], { stdio: ['ignore', 'pipe', 'inherit'] });
	const port = await new Promise<number>((resolve) =>
		child.stdout.once('data', (data: Buffer) => resolve(Number(data.toString()))),
	);
	expect(await lives(port)).toBe(true);
	child.kill('SIGKILL');
	await expect.poll(() => lives(port)).toBe(false);
});
