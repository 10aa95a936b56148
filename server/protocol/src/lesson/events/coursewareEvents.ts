// Pages that are shown, turned, enlarged and drawn on. The pointer is none of it: it moves 15 times a second.
import { z } from 'zod';
import { CoursewareId, PeerId, StrokeId } from '../../ids.ts';
import { Stroke, Zoom } from '../coursewareState.ts';
import { by, event } from './eventOf.ts';

const page = { coursewareId: CoursewareId, page: z.int().min(1) };

export const coursewareEvents = [
	/** `pages`: how many it has. */
	event('courseware-shown', { ...page, pages: z.int().min(1), ...by }),
	event('courseware-hidden', by),
	event('page-turned', { ...page, ...by }),
	/** Null: the whole page again. A page that is turned to is shown whole. */
	event('zoom-changed', { zoom: Zoom.nullable(), ...by }),
	event('ink-added', { ...page, stroke: Stroke, ...by }),
	event('ink-undone', { ...page, strokeId: StrokeId, ...by }),
	event('ink-cleared', { ...page, ...by }),
	/** This classroom has all pages: they turn there without the network. */
	event('courseware-fetched', { peerId: PeerId, coursewareId: CoursewareId }),
	/** This classroom does not see the page that is shown, until `page-seen`. */
	event('page-missing', { peerId: PeerId }),
	event('page-seen', { peerId: PeerId }),
] as const;
