import { randomBytes } from 'node:crypto';
import { PROBE_MAX } from '@classroom/protocol';
import { AppError } from '../../platform/index.ts';
import type { Joined } from './handler.ts';
import { peerHandler } from './handler.ts';

/** Nothing in it can be packed smaller on the way. */
const noise = randomBytes((PROBE_MAX / 4) * 3).toString('base64');

/** Once the bell has rung the link belongs to the lesson. */
export const probeLink = peerHandler(
	'probeLink',
	['classroom'],
	async (joined, { wanted }) => {
		takeTest(joined, 'probe');
		return await Promise.resolve({ payload: noise.slice(0, wanted) });
	},
	['waiting'],
);

export const reportDeviceTest = peerHandler('reportDeviceTest', ['classroom'], async (joined, { test }) => {
	const { room, self } = joined;
	if (self.subject.kind !== 'classroom') throw new AppError('forbidden');
	takeTest(joined, 'report');
	await room.append({
		type: 'device-tested',
		classroomId: self.subject.classroomId,
		test,
		by: self.peerId,
	});
	return {};
});

const takeTest = ({ room, self }: Joined, what: 'probe' | 'report'): void => {
	if (!room.tests.take(`${what} ${self.peerId}`))
		throw new AppError('too-many-requests', `too many: ${what}`);
};
