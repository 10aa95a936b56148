import { useEffect, useState } from 'react';
import { endpoints } from '@classroom/protocol';
import { api, asApiError, serverNow } from '../api/index.ts';
import type { ApiError } from '../api/index.ts';

export type Pairing =
	| { phase: 'asking'; error: ApiError | undefined }
	| { phase: 'waiting'; code: string; expiresAt: number; error: ApiError | undefined }
	| { phase: 'paired' };

const POLL_MS = 2000;
const RETRY_MS = 4000;

/** Waits, unless `signal` ends it before. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(resolve, ms);
		signal.addEventListener('abort', () => {
			clearTimeout(timer);
			resolve();
		});
	});
}

/** One code, from asking to its end: `true` when an administrator has confirmed it. */
async function oneCode(show: (pairing: Pairing) => void, signal: AbortSignal): Promise<boolean> {
	const { pairingId, code, secret, expiresAt } = await api(endpoints.beginPairing, {}, signal);
	let error: ApiError | undefined;
	while (!signal.aborted && serverNow() < expiresAt) {
		show({ phase: 'waiting', code, expiresAt, error });
		await pause(POLL_MS, signal);
		try {
			const answer = await api(endpoints.pollPairing, { params: { pairingId }, body: { secret } }, signal);
			if (answer.status === 'paired') return true;
			if (answer.status === 'expired') return false;
			error = undefined;
		} catch (problem) {
			error = asApiError(problem);
			if (error.code === 'pairing-not-found' || error.code === 'pairing-expired') return false;
		}
	}
	return false;
}

/** Asks for codes, one after another, until this device has its classroom; mends itself after every failure. */
export function usePairing(onPaired: () => void): Pairing {
	const [pairing, setPairing] = useState<Pairing>({ phase: 'asking', error: undefined });

	useEffect(() => {
		const end = new AbortController();
		const { signal } = end;
		const show = (next: Pairing): void => {
			if (!signal.aborted) setPairing(next);
		};
		const run = async (): Promise<void> => {
			while (!signal.aborted) {
				try {
					if (await oneCode(show, signal)) {
						show({ phase: 'paired' });
						onPaired();
						return;
					}
				} catch (error) {
					show({ phase: 'asking', error: asApiError(error) });
					await pause(RETRY_MS, signal);
				}
			}
		};
		void run();
		return () => end.abort();
	}, [onPaired]);

	return pairing;
}
