// A county with three schools and two teachers, and what is done with the plan of its term.
import { endpoints } from '@classroom/protocol';
import type { TermPlanImport } from '@classroom/protocol';
import type { MadeSheet } from '../../../server/src/platform/spreadsheet/workbook.testing.ts';
import { madeWorkbook } from '../../../server/src/platform/spreadsheet/workbook.testing.ts';
import { sendFile } from './files.ts';
import type { Installation, SignedIn } from './installation.ts';
import { addSchool } from './installation.ts';

export const setPlanStage = async (installation: Installation) => {
	installation.changes.length = 0;
	const { home } = await installation.addCounties();
	const admin = await installation.as('county-admin', home);
	const core = await addSchool(admin, '中心小学', { kind: 'core' });
	const village = await addSchool(admin, '罗山教学点');
	const hamlet = await addSchool(admin, '柳湾教学点');
	const { schoolId } = core;
	const teacher = await installation.as('teacher', home, { schoolId, name: '李晓梅' });
	await installation.as('teacher', home, { schoolId, name: '王强' });
	const importFile = async (bytes: Uint8Array, dryRun = false, who: SignedIn = admin) => {
		// The audit log is in the order of its times.
		installation.clock.advance(1);
		const path = `${endpoints.importTermPlan.path}?dryRun=${String(dryRun)}`;
		const response = await sendFile(installation, who, path, bytes);
		if (!response.ok) throw new Error(await response.text());
		return endpoints.importTermPlan.response.parse(await response.json());
	};
	const lessonsAt = async (): Promise<string[]> => {
		const { items } = await admin.ok(endpoints.listLessons, { query: { limit: '200' } });
		return items
			.filter(({ status }) => status !== 'cancelled')
			.map(({ plannedStart, title }) => {
				return `${new Date(plannedStart + 8 * 3_600_000).toISOString().slice(5, 16)} ${title}`;
			});
	};
	return {
		admin,
		core,
		village,
		hamlet,
		/** A lesson of 李晓梅 for 罗山教学点 that is of no series: 40 minutes, a Beijing time. */
		planSingle: (day: string, time: string, more: object = {}) =>
			admin.ok(endpoints.planLesson, {
				body: {
					title: '名师讲座',
					kind: 'master',
					subject: 'music',
					teacherId: teacher.personId,
					sendingClassroomId: core.classroomId,
					receivingClassroomIds: [village.classroomId],
					classGroupIds: [],
					plannedStart: Date.parse(`${day}T${time}:00+08:00`),
					lengthMs: 40 * 60_000,
					...more,
				},
			}),
		importFile,
		importSheets: (sheets: readonly MadeSheet[], dryRun = false, who: SignedIn = admin) =>
			importFile(madeWorkbook({ sheets }), dryRun, who),
		lessonsAt,
		/** Of the latest term. */
		termId: async () => (await admin.ok(endpoints.listTerms)).terms[0]?.termId ?? '',
		/** How much of the plan there is. */
		sizeOf: async (): Promise<number[]> => {
			const { terms } = await admin.ok(endpoints.listTerms);
			const { schedules } = await admin.ok(endpoints.readBells, { params: core });
			return [terms.length, schedules.length, (await lessonsAt()).length];
		},
	};
};
export type PlanStage = Awaited<ReturnType<typeof setPlanStage>>;

export const found = (answer: TermPlanImport): string[] =>
	answer.issues.map(({ sheet, row, column, code }) => `${sheet} ${column ?? ''}${row ?? ''} ${code}`);
/** Of each sheet: made, changed, as it was. */
export const counted = ({ counts }: TermPlanImport): number[][] =>
	Object.values(counts).map(({ created, updated, unchanged }) => [created, updated, unchanged]);
export const changesIn = (answer: TermPlanImport): number =>
	counted(answer).reduce((sum, [created = 0, updated = 0]) => sum + created + updated, 0);
