// A series or its term changes after somebody's wish was read and before it is written: nothing is planned by what was.
import { AsyncResource } from 'node:async_hooks';
import { endpoints } from '@classroom/protocol';
import type { KyselyPlugin, PluginTransformQueryArgs, PluginTransformResultArgs } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Installation } from './installation.ts';
import { onBothDatabases, startInstallation } from './installation.ts';
import type { SeriesStage } from './seriesStage.ts';
import { setSeriesStage, thursdays } from './seriesStage.ts';

/** Once armed, does its work after the next read of a term: whoever changes a series has read that before. */
class AfterReading implements KyselyPlugin {
	work: (() => Promise<unknown>) | null = null;
	readonly #elsewhere = new AsyncResource('AfterReading');

	transformQuery({ node }: PluginTransformQueryArgs) {
		return node;
	}

	async transformResult({ result }: PluginTransformResultArgs) {
		const [row] = result.rows;
		const { work } = this;
		if (work !== null && row !== undefined && 'termId' in row && 'firstDay' in row) {
			this.work = null;
			await this.#elsewhere.runInAsyncScope(work);
		}
		return result;
	}
}

onBothDatabases('a series changed meanwhile', (newUrl) => {
	let installation: Installation;
	let stage: SeriesStage;
	const afterReading = new AfterReading();
	beforeAll(async () => {
		installation = await startInstallation(await newUrl(), { watch: afterReading });
	});
	afterAll(() => installation.close());
	beforeEach(async () => {
		stage = await setSeriesStage(installation);
	});

	const ended = (seriesId: string) =>
		stage.admin.code(endpoints.endSeries, {
			params: { seriesId },
			body: { from: '2026-05-20', reason: '教师调走' },
		});
	const moved = (seriesId: string, period: number, from: string | null = null) => {
		const series = { ...stage.input, slots: [{ weekday: 4, period, own: null }] };
		const body = { series, from, leaveOutClashing: false };
		return stage.admin.code(endpoints.updateSeries, { params: { seriesId }, body });
	};

	test('one that was ended stays so, whoever had its form open, and can be changed after another look', async () => {
		const { seriesId } = await stage.plan();
		afterReading.work = async () => expect(await ended(seriesId)).toBe('ok');
		expect(await moved(seriesId, 1)).toBe('conflict');
		expect(afterReading.work).toBeNull();
		expect(await stage.shown()).toEqual(thursdays.slice(0, 4));
		stage.tick();
		expect(await moved(seriesId, 1)).toBe('ok');
		expect(await stage.shown()).toEqual(thursdays.slice(0, 4).map((each) => each.replace('08:50', '08:00')));
	});

	test('one that was changed is not ended as it was; two at once have one winner', async () => {
		const { seriesId } = await stage.plan();
		afterReading.work = async () => expect(await moved(seriesId, 1, '2026-05-20')).toBe('ok');
		expect(await ended(seriesId)).toBe('conflict');
		const later = thursdays.slice(4).map((each) => each.replace('08:50', '08:00'));
		expect(await stage.shown()).toEqual([...thursdays.slice(0, 4), ...later]);
	});

	test("none is planned by a term's old days", async () => {
		const { termId, admin } = stage;
		const term = { name: '2026 春季学期', firstDay: '2026-03-02', lastDay: '2026-05-29' };
		const body = { change: { what: 'term', term }, dryRun: false };
		afterReading.work = () => admin.ok(endpoints.changeCalendar, { params: { termId }, body });
		expect(await stage.planCode({})).toBe('conflict');
		expect(await stage.lessonsOf()).toEqual([]);
		expect(await stage.planCode({ weeks: '8-13周' })).toBe('ok');
		expect(await stage.shown()).toEqual(thursdays.slice(0, 6));
	});
});
