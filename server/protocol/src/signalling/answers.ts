// Server → client, in the acknowledgement of a request.
import type { z } from 'zod';
import { attendanceAnswers } from './messages/attendance.ts';
import { callingAnswers } from './messages/calling.ts';
import { coursewareAnswers } from './messages/courseware.ts';
import { deviceAnswers } from './messages/device.ts';
import { mediaAnswers } from './messages/media.ts';
import { presenceAnswers } from './messages/presence.ts';
import { quizAnswers } from './messages/quiz.ts';
import { recorderAnswers } from './messages/recorders.ts';
import { stageAnswers } from './messages/stage.ts';
import { teachingAnswers } from './messages/teaching.ts';
import { toolsAnswers } from './messages/tools.ts';
import type { RequestType } from './requests.ts';

export const answers = {
	...presenceAnswers,
	...mediaAnswers,
	...stageAnswers,
	...callingAnswers,
	...attendanceAnswers,
	...teachingAnswers,
	...recorderAnswers,
	...quizAnswers,
	...toolsAnswers,
	...coursewareAnswers,
	...deviceAnswers,
} satisfies Record<RequestType, z.ZodType>;

export type AnswerOf<T extends RequestType> = z.infer<(typeof answers)[T]>;
