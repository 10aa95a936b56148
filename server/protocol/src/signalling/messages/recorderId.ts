import { z } from 'zod';

/** Which of several recorders: chosen by its operator, the same after a restart. */
export const RecorderId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'bad-format');
