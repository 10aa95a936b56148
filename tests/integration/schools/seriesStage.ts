// A term with bells, and a series that anything may be asked of.
import type { Lesson, Series } from '@classroom/protocol';
import { endpoints } from '@classroom/protocol';
import type { AddedSchool, Installation, SignedIn } from './installation.ts';
import { minute, setStage } from './lessonStage.ts';

const spring = { name: '2026 春季学期', firstDay: '2026-03-02', lastDay: '2026-07-10' };
export const bells = (...times: [number, number][]) => ({
	name: '全天',
	season: null,
	weekdays: null,
	periods: times.map(([from, until], place) => ({
		number: place + 1,
		name: `第${place + 1}节`,
		from,
		until,
	})),
});
export const usual = bells([480, 520], [530, 570], [590, 630]);
export const at = (day: string, time: string): number => Date.parse(`${day}T${time}:00+08:00`);
/** The lessons of the series as it is planned: none of these days is a holiday. */
export const thursdays = [
	...['04-23T08:50', '04-30T08:50', '05-07T08:50', '05-14T08:50'],
	...['05-21T08:50', '05-28T08:50', '06-04T08:50', '06-11T08:50'],
];

export const saveBells = (admin: SignedIn, { schoolId }: AddedSchool, schedule: object) =>
	admin.ok(endpoints.saveBells, { params: { schoolId }, body: { schedules: [schedule], dryRun: false } });

export const setSeriesStage = async (installation: Installation) => {
	const { admin, core, village, hamlet, plan: lesson } = await setStage(installation);
	const { termId } = await admin.ok(endpoints.createTerm, { body: spring });
	await saveBells(admin, core, usual);
	const { plannedStart: _start, lengthMs: _length, ...parts } = lesson;
	const slots = [{ weekday: 4, period: 2, own: null }];
	const input: Record<string, unknown> = { ...parts, termId, slots, weeks: '８－15周' };
	return { ...actionsOf(installation, admin, input), admin, core, village, hamlet, termId, input };
};
export type SeriesStage = Awaited<ReturnType<typeof setSeriesStage>>;

export const actionsOf = (installation: Installation, admin: SignedIn, input: Record<string, unknown>) => {
	/** Changes are told in the order of their times. */
	const tick = (): void => installation.clock.advance(1);
	const lessonsOf = async (title = '三年级音乐'): Promise<Lesson[]> => {
		const { items } = await admin.ok(endpoints.listLessons, { query: { limit: '200', search: title } });
		return items;
	};
	const bodyOf = (change: object, leaveOutClashing: boolean) => ({
		body: { series: { ...input, ...change }, leaveOutClashing },
	});
	return {
		tick,
		lessonsOf,
		plan: (change: object = {}, leaveOutClashing = false): Promise<Series> =>
			admin.ok(endpoints.planSeries, bodyOf(change, leaveOutClashing)),
		planCode: (change: object, leaveOutClashing = false): Promise<string> =>
			admin.code(endpoints.planSeries, bodyOf(change, leaveOutClashing)),
		update: (series: Series, change: object, from: string | null = null) => {
			tick();
			const { body } = bodyOf(change, false);
			const params = { seriesId: series.seriesId };
			return admin.ok(endpoints.updateSeries, { params, body: { ...body, from } });
		},
		/** Those that stand, `MM-DDTHH:MM`. */
		shown: async (title?: string): Promise<string[]> =>
			(await lessonsOf(title))
				.filter(({ status }) => status !== 'cancelled')
				.map(({ plannedStart }) => new Date(plannedStart + 8 * 60 * minute).toISOString().slice(5, 16)),
		nth: async (place: number): Promise<Lesson> => {
			const lesson = (await lessonsOf())[place];
			if (lesson === undefined) throw new Error(`no lesson ${place}`);
			return lesson;
		},
		/** Takes the last change back. */
		undo: async (): Promise<string> => {
			const { items } = await admin.ok(endpoints.listChanges, { query: { limit: '1' } });
			tick();
			return admin.code(endpoints.undoChange, { params: { changeId: items[0]?.changeId ?? '' } });
		},
	};
};
