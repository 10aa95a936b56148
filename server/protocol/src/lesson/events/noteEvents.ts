// Notes to the assistants. The words are kept apart, and sent to nobody else.
import { MessageId, PeerId } from '../../ids.ts';
import { event } from './eventOf.ts';

export const noteEvents = [event('note-posted', { peerId: PeerId, messageId: MessageId })] as const;
