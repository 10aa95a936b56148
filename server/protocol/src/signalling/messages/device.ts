// A classroom's device tests itself and its link to this server.
import { z } from 'zod';
import { DeviceTest } from '../../lesson/deviceTest.ts';
import { done, request } from './request.ts';

/** Most characters, of one byte each, that a probe carries one way. */
export const PROBE_MAX = 96 * 1024;

export const deviceRequests = [
	/** Carries `payload` up and `wanted` bytes down, for the caller's watch. Before the bell only. */
	request('probeLink', {
		payload: z
			.string()
			.max(PROBE_MAX, 'too-long')
			.regex(/^[\w+/]*$/, 'bad-characters'),
		wanted: z.int().min(0, 'out-of-range').max(PROBE_MAX, 'out-of-range'),
	}),
	/** Stands in the log and on the teacher's wall. */
	request('reportDeviceTest', { test: DeviceTest }),
] as const;

export const deviceAnswers = {
	probeLink: z.object({ payload: z.string() }),
	reportDeviceTest: done,
};
