import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { supervise } from './supervise.mjs';

let folder: string;
const started: { stop: () => Promise<void> }[] = [];

beforeEach(() => {
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'supervise-'));
	vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});

afterEach(async () => {
	await Promise.all(started.splice(0).map((program) => program.stop()));
	vi.restoreAllMocks();
	fs.rmSync(folder, { recursive: true, force: true });
});

const begin = (code: string, leftOverMs?: number) => {
	const file = path.join(folder, 'program.mjs');
	fs.writeFileSync(file, code);
	const lines: string[] = [];
	const program = supervise({
		name: 'program',
		file,
		node: process.execPath,
		cwd: folder,
		environment: process.env,
		print: (line) => lines.push(line.trim()),
		pauseMs: 10,
		...(leftOverMs === undefined ? {} : { leftOverMs }),
	});
	started.push(program);
	return { ...program, lines };
};

const isAlive = (pid: number): boolean => {
	try {
		// A killed process that nobody has waited for yet is still found, as a zombie.
		return !/^\d+ \(.*\) Z/.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
	} catch {
		return false;
	}
};

const pidIn = (lines: string[], name: string): number =>
	Number(
		lines
			.map((line) => new RegExp(`${name} (\\d+)`).exec(line)?.[1])
			.filter(Boolean)
			.at(-1),
	);

const patiently = { timeout: 60_000, interval: 20 };

test('a program that is killed is started again', async () => {
	const program = begin("console.log('pid', process.pid); setInterval(() => {}, 1000);");
	await vi.waitFor(() => expect(program.lines).toHaveLength(1), patiently);
	expect(program.lines[0]).toBe(`program  | pid ${program.pid() ?? ''}`);
	process.kill(pidIn(program.lines, 'pid'), 'SIGKILL');
	await vi.waitFor(() => expect(program.lines).toHaveLength(2), patiently);
	expect(program.deaths()).toBe(1);
});

test('stopping lets the program finish, and it is not started again', async () => {
	const program = begin(
		"process.on('SIGTERM', () => { console.log('finished'); process.exit(); }); console.log('up'); setInterval(() => {}, 1000);",
	);
	await vi.waitFor(() => expect(program.lines).toHaveLength(1), patiently);
	await program.stop();
	// Its last words may be read a moment after its end.
	await vi.waitFor(() => expect(program.lines.at(-1)).toContain('finished'), patiently);
	expect(program.deaths()).toBe(0);
});

test('what a killed program leaves running is ended before it is started again', async () => {
	const program = begin(
		"import { spawn } from 'node:child_process'; const c = spawn('sleep', ['1000']); console.log('child', c.pid); console.log('pid', process.pid);",
	);
	await vi.waitFor(() => expect(program.lines).toHaveLength(2), patiently);
	const child = pidIn(program.lines, 'child');
	process.kill(pidIn(program.lines, 'pid'), 'SIGKILL');
	await vi.waitFor(() => expect(program.lines).toHaveLength(4), patiently);
	expect(isAlive(child)).toBe(false);
});

test('what a killed program leaves running may finish first', async () => {
	const leftOver =
		"process.on('SIGTERM', () => process.exit(1)); process.stdin.resume().on('end', () => setTimeout(() => { console.log('whole'); process.exit(); }, 100)); console.log('up');";
	const program = begin(
		`import { spawn } from 'node:child_process'; spawn(process.execPath, ['-e', ${JSON.stringify(leftOver)}], { stdio: ['pipe', 'inherit', 'inherit'] }); console.log('pid', process.pid);`,
		60_000,
	);
	await vi.waitFor(() => expect(program.lines).toHaveLength(2), patiently);
	process.kill(pidIn(program.lines, 'pid'), 'SIGKILL');
	await vi.waitFor(() => expect(program.lines.length).toBeGreaterThanOrEqual(4), patiently);
	expect(program.lines[2]).toContain('whole');
});

test('when the supervisor is killed its program ends', async () => {
	const file = path.join(folder, 'program.mjs');
	fs.writeFileSync(file, "console.log('pid', process.pid); setInterval(() => {}, 1000);");
	const supervisor = path.join(folder, 'supervisor.mjs');
	const module = path.join(import.meta.dirname, 'supervise.mjs');
	fs.writeFileSync(
		supervisor,
		`import { supervise } from ${JSON.stringify(module)};
supervise({ name: 'program', file: ${JSON.stringify(file)}, node: process.execPath, cwd: '/', environment: process.env });`,
	);
	const parent = spawn(process.execPath, [supervisor], { stdio: ['ignore', 'pipe', 'inherit'] });
	const [line] = (await once(parent.stdout.setEncoding('utf8'), 'data')) as [string];
	const pid = pidIn([line], 'pid');
	expect(isAlive(pid)).toBe(true);
	parent.kill('SIGKILL');
	await vi.waitFor(() => expect(isAlive(pid)).toBe(false), patiently);
});
