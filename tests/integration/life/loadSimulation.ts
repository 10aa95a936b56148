// mediasoup looks for its worker when it is loaded: only after this it may be.
import { setUp } from '../../../infra/setup/setup.mjs';

/** Under `npm test` the set-up is done. */
export const loadSimulation = async () => {
	if (process.env['MEDIASOUP_WORKER_BIN'] === undefined) {
		const { environment } = await setUp();
		process.env['MEDIASOUP_WORKER_BIN'] = environment['MEDIASOUP_WORKER_BIN'];
	}
	return { ...(await import('./simulation.ts')), ...(await import('./simulatedServer.ts')) };
};
