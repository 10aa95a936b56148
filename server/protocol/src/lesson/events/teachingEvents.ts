// What the lesson shows and says. Texts are kept apart: the log holds references.
import { z } from 'zod';
import { MessageId, PeerId } from '../../ids.ts';
import { by, event } from './eventOf.ts';

/** `automatic` shows the screen when there is one, else the teacher, with the stage beside. */
export const SceneLayout = z.enum(['automatic', 'teacher', 'screen', 'stage']);
export type SceneLayout = z.infer<typeof SceneLayout>;

export const teachingEvents = [
	event('scene-chosen', { layout: SceneLayout, ...by }),
	event('chat-posted', { peerId: PeerId, messageId: MessageId }),
] as const;
