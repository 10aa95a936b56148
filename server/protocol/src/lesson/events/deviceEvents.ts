// What classrooms' devices find of themselves.
import { ClassroomId } from '../../ids.ts';
import { DeviceTest } from '../deviceTest.ts';
import { by, event } from './eventOf.ts';

export const deviceEvents = [
	/** A device has tested itself; a later test of the same classroom takes the place of this one. */
	event('device-tested', { classroomId: ClassroomId, test: DeviceTest, ...by }),
] as const;
