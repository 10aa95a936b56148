// Everything the set-up tells the person in front of it goes through here, one sentence a line.

/** A failure whose message is a sentence for the operator: printed without a stack trace. */
export class SetupError extends Error {
	/** @param {string} sentence What is wrong and what to do about it. */
	constructor(sentence) {
		super(sentence);
		this.name = 'SetupError';
	}
}

/** @param {string} sentence */
export function say(sentence) {
	process.stdout.write(`[set-up] ${sentence}\n`);
}

/** @param {unknown} error */
export function sayError(error) {
	const text =
		error instanceof SetupError
			? error.message
			: error instanceof Error
				? (error.stack ?? error.message)
				: String(error);
	process.stderr.write(`[set-up] ${text}\n`);
}
