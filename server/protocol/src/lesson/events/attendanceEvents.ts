// How many children there are.
import { z } from 'zod';
import { ClassroomId } from '../../ids.ts';
import { HEADCOUNT_MAX } from '../headcount.ts';
import { by, event } from './eventOf.ts';

export const attendanceEvents = [
	/** Counted by the classroom or its assistant; a later count of the same classroom corrects it. */
	event('headcount-taken', { classroomId: ClassroomId, count: z.int().min(0).max(HEADCOUNT_MAX), ...by }),
] as const;
