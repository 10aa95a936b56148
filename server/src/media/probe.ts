// For the operator's check of an installation: does a Worker start, and does it make a Router?
import { setTimeout as wait } from 'node:timers/promises';
import { createWorker, version } from 'mediasoup';
import { routerCodecs } from './codecs.ts';

export interface WorkerProbe {
	/** Version of the mediasoup package, which the worker's must be. */
	readonly version: string;
	/** From the start of the worker to its Router, ms. */
	readonly tookMs: number;
}

/** Throws with a sentence when the worker does not answer within `limitMs`: one of another version hangs. */
export const probeWorker = async (limitMs: number): Promise<WorkerProbe> => {
	const begun = performance.now();
	const give = new AbortController();
	const late = wait(limitMs, undefined, { signal: give.signal }).then(() => {
		throw new Error(`The worker did not answer within ${limitMs / 1000} s.`);
	});
	const made = makeRouter();
	try {
		await Promise.race([made, late]);
		return { version, tookMs: Math.round(performance.now() - begun) };
	} finally {
		give.abort();
		late.catch(() => undefined);
	}
};

const makeRouter = async (): Promise<void> => {
	const worker = await createWorker({ logLevel: 'error' });
	try {
		await worker.createRouter({ mediaCodecs: routerCodecs });
	} finally {
		worker.close();
	}
};
