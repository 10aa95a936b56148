// The demonstration county: made where there is no configuration and nothing in the database; never in production.
import type { DemoPersonas, People } from '../identity/index.ts';
import type { Clock, Database, Log } from '../platform/index.ts';
import { AppError } from '../platform/index.ts';
import type { SchoolsFeature } from '../schools/index.ts';
import { createSchoolDirectory } from '../schools/index.ts';
import type { Timetable } from '../timetable/index.ts';
import { addDays, dayOf } from '../timetable/index.ts';
import { drawCounty } from './blueprint.ts';
import { demoCountyId, makeCounty } from './demoCounty.ts';
import { DemoDay } from './demoDay.ts';
import { ensureOpenings } from './demoOpenings.ts';
import { ensureSeries } from './demoSeries.ts';
import { ensureTerms } from './demoTerms.ts';
import { createPersonas } from './personas.ts';
import { readStage } from './stage.ts';

export { demoCountyId } from './demoCounty.ts';

export interface DemoDeps {
	readonly database: Database;
	readonly clock: Clock;
	readonly log: Log;
	readonly mode: 'demo' | 'production';
	/** IANA name, such as `Asia/Shanghai`. */
	readonly timeZone: string;
	readonly people: People;
	readonly schools: SchoolsFeature;
	readonly timetable: Timetable;
}

export interface Demo {
	/** For identity, which asks it in demo mode only. Whoever looks at the first page finds a lesson to go to. */
	readonly personas: DemoPersonas;
	/**
	 * In demo mode: makes the county if there is none, and a lesson if none is on. In production: throws
	 * `demonstration-data` if the demonstration is in the database.
	 */
	start(): Promise<void>;
	/** Waits for a lesson that is being made. Idempotent. */
	close(): Promise<void>;
}

/** The schools have belonged to their communities for this long. */
const communityDays = 400;

/** Its people have no passwords and count as people: nobody could sign in, and no first link would be shown. */
const demonstrationData = (): AppError =>
	new AppError(
		'demonstration-data',
		'The database holds the demonstration county, which is not for use in earnest. Set DATA_DIR to another folder ' +
			'(or DATABASE_URL to another database) to begin empty, or MODE=demo to go on with the demonstration.',
	);

export const demoFeature = (deps: DemoDeps): Demo => {
	const { database, clock, log, mode, timeZone, people, schools } = deps;
	const directory = createSchoolDirectory(database, clock);
	const day = new DemoDay(deps);
	const exists = async (): Promise<boolean> => (await directory.countyName(demoCountyId)) !== null;
	return {
		personas: createPersonas({
			people,
			schools,
			directory,
			currentLesson: async () => ((await exists()) ? day.current() : null),
		}),
		async start() {
			if (mode !== 'demo') {
				if (await exists()) throw demonstrationData();
				return;
			}
			if (await schools.isEmpty()) {
				const since = addDays(dayOf(clock.now(), timeZone), -communityDays);
				await makeCounty({ database, clock, people }, drawCounty(), since);
				log.info('the demonstration county was made');
			}
			if (!(await exists())) return;
			await ensureTerms(deps);
			const stage = await readStage(schools, people);
			await day.current(stage);
			await ensureSeries(deps, stage);
			await ensureOpenings(deps, stage);
		},
		close: () => day.settled(),
	};
};
