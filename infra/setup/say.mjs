// Everything the set-up tells the person in front of it goes through here, one sentence a line.

/** A failure whose message is a sentence for the operator: printed without a stack trace. */
export class SetupError extends Error {
	/** @param {string} sentence What is wrong and what to do about it. */
	constructor(sentence) {
		super(sentence);
		this.name = 'SetupError';
	}
}

/** @type {NodeJS.WritableStream} */
let output = process.stdout;

/** For programs whose standard output is their result, such as `npm run doctor -- --json`. */
export function sayOnStandardError() {
	output = process.stderr;
}

/** @param {string} sentence */
export function say(sentence) {
	output.write(`[set-up] ${sentence}\n`);
}

/**
 * Reports a failure and sets the exit code to 1.
 * @param {unknown} error
 */
export function fail(error) {
	const text =
		error instanceof SetupError
			? error.message
			: error instanceof Error
				? (error.stack ?? error.message)
				: String(error);
	process.stderr.write(`[set-up] ${text}\n`);
	process.exitCode = 1;
}
