// A star (小红花) for a classroom.
import { z } from 'zod';
import { ClassroomId, PeerId } from '../../ids.ts';
import { by, event } from './eventOf.ts';

/** A good answer, effort, order, working together. */
export const AwardReason = z.enum(['answer', 'effort', 'order', 'together']);
export type AwardReason = z.infer<typeof AwardReason>;

/** Most stars of one classroom in one lesson. */
export const STARS_MAX = 99;

export const awardEvents = [
	event('star-given', { peerId: PeerId, classroomId: ClassroomId, reason: AwardReason.nullable(), ...by }),
	/** Given by mistake. */
	event('star-taken-back', { peerId: PeerId, classroomId: ClassroomId, ...by }),
] as const;
