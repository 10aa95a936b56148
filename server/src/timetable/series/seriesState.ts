// A series' own row and parts, to be kept and, when a change is undone, written again.
import {
	ClassGroupId,
	ClassroomId,
	CountyId,
	Day,
	LessonKind,
	PersonId,
	SchoolId,
	SeriesId,
	Slot,
	Subject,
	TermId,
} from '@classroom/protocol';
import { z } from 'zod';

const Place = z.object({ classroomId: ClassroomId, schoolId: SchoolId, countyId: CountyId });

export const SeriesState = z.object({
	seriesId: SeriesId,
	countyId: CountyId,
	termId: TermId,
	facts: z.object({ title: z.string(), kind: LessonKind, subject: Subject }),
	teacherId: PersonId,
	teacherSchoolId: SchoolId.nullable(),
	sendingClassroom: Place.nullable(),
	receivingClassrooms: z.array(Place).readonly(),
	classGroups: z
		.array(z.object({ classGroupId: ClassGroupId, schoolId: SchoolId, countyId: CountyId }))
		.readonly(),
	slots: z.array(Slot).readonly(),
	weeks: z.array(z.int()).readonly(),
	fromDay: Day.nullable(),
	untilDay: Day.nullable(),
});
export type SeriesState = z.infer<typeof SeriesState>;
