import type { ComponentType } from 'react';
import type { Lesson } from '@classroom/protocol';

/** What the page of a live lesson is given: client/src/{teacher,classroom,viewer}/page.tsx. */
export type LessonPageProps = Readonly<{ lesson: Lesson }>;
export type LessonPage = ComponentType<LessonPageProps>;
