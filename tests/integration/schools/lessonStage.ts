// Two counties with three schools, and a plan for a lesson that anything may be changed of.
import type { Installation } from './installation.ts';
import { addSchool, timeZone } from './installation.ts';
import { addDays, dayOf, startOfDay } from '../../../server/src/timetable/index.ts';

export const minute = 60_000;

export const setStage = async (installation: Installation) => {
	installation.changes.length = 0;
	// Each test begins on a morning of its own.
	const tomorrow = startOfDay(addDays(dayOf(installation.clock.now(), timeZone), 1), timeZone);
	installation.clock.advance(tomorrow + 8 * 60 * minute - installation.clock.now());
	const { home, abroad } = await installation.addCounties();
	const admin = await installation.as('county-admin', home);
	const stranger = await installation.as('county-admin', abroad);
	const core = await addSchool(admin, '中心小学', { kind: 'core' });
	const village = await addSchool(admin, '罗山教学点');
	const hamlet = await addSchool(admin, '柳湾教学点');
	const teacher = await installation.as('teacher', home, { schoolId: core.schoolId });
	const plan: Record<string, unknown> = {
		title: '三年级音乐',
		kind: 'delivered',
		subject: 'music',
		teacherId: teacher.personId,
		sendingClassroomId: core.classroomId,
		receivingClassroomIds: [village.classroomId],
		classGroupIds: [village.classGroupId],
		plannedStart: installation.clock.now() + 60 * minute,
		lengthMs: 40 * minute,
	};
	return { admin, stranger, core, village, hamlet, teacher, plan };
};
