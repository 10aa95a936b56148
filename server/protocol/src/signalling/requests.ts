// Client → server. One discriminated union; `type` says which. Each has its answer in answers.ts.
import { z } from 'zod';
import { attendanceRequests } from './messages/attendance.ts';
import { callingRequests } from './messages/calling.ts';
import { coursewareRequests } from './messages/courseware.ts';
import { deviceRequests } from './messages/device.ts';
import { mediaRequests } from './messages/media.ts';
import { presenceRequests } from './messages/presence.ts';
import { quizRequests } from './messages/quiz.ts';
import { recorderRequests } from './messages/recorders.ts';
import { stageRequests } from './messages/stage.ts';
import { teachingRequests } from './messages/teaching.ts';
import { toolsRequests } from './messages/tools.ts';

export const SignalRequest = z.discriminatedUnion('type', [
	...presenceRequests,
	...mediaRequests,
	...stageRequests,
	...callingRequests,
	...attendanceRequests,
	...teachingRequests,
	...recorderRequests,
	...quizRequests,
	...toolsRequests,
	...coursewareRequests,
	...deviceRequests,
]);
export type SignalRequest = z.infer<typeof SignalRequest>;
export type RequestType = SignalRequest['type'];
export type RequestOf<T extends RequestType> = Extract<SignalRequest, { type: T }>;
