// Headcounts.
import { z } from 'zod';
import { PeerId } from '../../ids.ts';
import { HEADCOUNT_MAX } from '../../lesson/headcount.ts';
import { done, request } from './request.ts';

export const attendanceRequests = [
	/** How many children ought to be there. `peerId` names the classroom that an assistant asks for. */
	request('readExpected', { peerId: PeerId.exactOptional() }),
	/** So many are there; said again, it corrects. */
	request('takeHeadcount', {
		peerId: PeerId.exactOptional(),
		count: z.int().min(0, 'out-of-range').max(HEADCOUNT_MAX, 'out-of-range'),
	}),
] as const;

export const attendanceAnswers = {
	/** The pupils of the classes that the lesson is for at this school; null: nobody knows, or several rooms share them. */
	readExpected: z.object({ expected: z.int().min(0).max(HEADCOUNT_MAX).nullable() }),
	takeHeadcount: done,
};
