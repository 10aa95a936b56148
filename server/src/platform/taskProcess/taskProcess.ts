// A task in a process of its own: what it costs, and what kills it, never reaches the lessons. Not a thread: a V8 that
// fails in one thread takes the whole server with it, as threads that load TypeScript have been seen to do (every one
// of them compiles Node's own WebAssembly type stripper).
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { messageOf } from '../errors.ts';

export interface TaskProcessOptions {
	/** V8's heap, MB; beyond it the process dies. */
	readonly memoryMb: number;
	/** All of its memory, with what V8 does not count (pictures), MB; beyond it the process dies. Not given: as it likes. */
	readonly residentMb?: number;
	readonly onMessage: (message: unknown) => void;
	/** Once, when it is gone without being ended from here. */
	readonly onDeath: (death: TaskDeath) => void;
}

export interface TaskDeath {
	readonly why: string;
	/** V8 gave up, or its whole memory was more than allowed: in a process that only computes, it was not enough. */
	readonly aborted: boolean;
}

/** How V8 ends a process whose heap is full, by platform and version. */
const abortSignals: readonly unknown[] = ['SIGABRT', 'SIGTRAP', 'SIGILL'];

export class TaskProcess {
	readonly #child: ChildProcess;
	#over = false;

	/** `program`: calls {@link serveTask}; `task` is what it gets, in structured clone's types. */
	constructor(program: URL, task: object, options: TaskProcessOptions) {
		const { memoryMb, residentMb, onMessage, onDeath } = options;
		const die = (death: TaskDeath): void => {
			if (this.#over) return;
			this.end();
			onDeath(death);
		};
		this.#child = fork(fileURLToPath(program), [], {
			serialization: 'advanced',
			execArgv: [`--max-old-space-size=${memoryMb}`],
			// Nothing of ours: the configuration has secrets.
			env: residentMb === undefined ? {} : { RESIDENT_MB: String(residentMb) },
			stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
		});
		this.#child.on('message', (message: unknown) => {
			if (!this.#over) onMessage(message);
		});
		this.#child.on('error', (error) => die({ why: messageOf(error), aborted: false }));
		this.#child.on('exit', (code, signal) => {
			const death = {
				why: `ended with ${signal ?? code ?? 'nothing'}`,
				aborted: abortSignals.includes(signal),
			};
			// What it said last is heard first.
			if (this.#child.connected) this.#child.once('disconnect', () => die(death));
			else die(death);
		});
		this.send(task);
	}

	/** A process that is gone says so by `onDeath`. */
	send(message: object): void {
		if (this.#child.connected) this.#child.send(message, () => undefined);
	}

	/** Nothing is heard of it any more. Idempotent. */
	end(): void {
		this.#over = true;
		this.#child.kill('SIGKILL');
	}
}
