// What peers send.
import { z } from 'zod';
import { PeerId, ProducerId } from '../../ids.ts';
import { MediaKind, Source } from '../../words.ts';
import { event } from './eventOf.ts';

const source = { peerId: PeerId, source: Source, producerId: ProducerId };

export const sourceEvents = [
	event('source-started', { ...source, kind: MediaKind }),
	event('source-paused', source),
	event('source-resumed', source),
	event('source-stopped', { ...source, cause: z.enum(['stopped', 'peer-gone', 'media-lost']) }),
] as const;
