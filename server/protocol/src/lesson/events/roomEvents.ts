// The Room's course, from its opening to its end.
import { z } from 'zod';
import { ClassroomId, Instant } from '../../ids.ts';
import { by, event } from './eventOf.ts';

/** waiting (T−10 to the bell) → teaching → overrun (past the planned end) → ended. */
export const RoomPhase = z.enum(['waiting', 'teaching', 'overrun', 'ended']);
export type RoomPhase = z.infer<typeof RoomPhase>;

/** Why a Room ended. */
export const EndCause = z.enum(['teacher', 'administrator', 'time', 'next-lesson']);
export type EndCause = z.infer<typeof EndCause>;

/** Who and what of a lesson the next one waits for: at least one of them. */
export const PlacesNeeded = z.object({
	/** When the next lesson begins. */
	nextStart: Instant,
	/** When this one ends by itself, whoever is in it. */
	endsAt: Instant,
	teacher: z.boolean(),
	/** One of its classes. */
	classes: z.boolean(),
	classroomIds: z.array(ClassroomId),
});
export type PlacesNeeded = z.infer<typeof PlacesNeeded>;

export const roomEvents = [
	/** A node opened the Room, or took it over: `epoch` grows with each. */
	event('room-opened', { epoch: z.int(), node: z.string(), plannedEnd: Instant }),
	event('phase-changed', { phase: RoomPhase, cause: z.enum(['bell', ...EndCause.options]) }),
	event('end-moved', { plannedEnd: Instant, ...by }),
	/** A following lesson needs somebody or something of this one, which ends in time for it. */
	event('places-needed', PlacesNeeded.shape),
	/** That has changed: nothing is needed for now. */
	event('places-free', {}),
	/** Every Producer of the Room is gone at once; the peers make them again. */
	event('media-lost', { cause: z.enum(['worker-died', 'server-restarted']) }),
] as const;
