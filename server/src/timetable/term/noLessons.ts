// While nothing is planned by the calendar, changing it changes no lesson.
import { noEffect } from '@classroom/protocol';
import type { LessonsEffect, TermLessons } from './ports.ts';

const nothing = (): Promise<LessonsEffect> =>
	Promise.resolve({ effect: noEffect, announce: () => Promise.resolve() });

export const noTermLessons: TermLessons = { effectOf: nothing, bellsChanged: nothing };
