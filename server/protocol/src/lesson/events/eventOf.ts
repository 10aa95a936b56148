import { z } from 'zod';
import { PeerId } from '../../ids.ts';

/** One kind of event: its name and what it says. */
export const event = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
	z.object({ type: z.literal(type), ...shape });

/** Who did it; null: the server, by a rule. */
export const by = { by: PeerId.nullable() };
