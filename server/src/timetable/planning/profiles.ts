// Who can teach what and when: as somebody said, or as is assumed of a teacher's subjects.
import type { CountyId, PersonId, TeachingProfile } from '@classroom/protocol';
import { TeachingProfile as Profile } from '@classroom/protocol';
import type { FieldIssue } from '@classroom/protocol';
import type { Selectable } from 'kysely';
import type { PersonRecord } from '../../identity/index.ts';
import type { PlanningDb, PlanningTransaction } from './planningDb.ts';
import type { PlanningTables } from './proposalTables.ts';

const allGrades = [1, 2, 3, 4, 5, 6, 7, 8, 9];
/** Beside the classes of their own school. */
const ASSUMED = { mostAWeek: 10, mostADay: 3 };

/** As long as nobody said otherwise, a teacher of a core school teaches their subjects, to every grade. */
export const assumedProfile = ({ subjects }: Pick<PersonRecord, 'subjects'>): TeachingProfile => ({
	takesPart: subjects.length > 0,
	abilities: subjects.map((subject) => ({ subject, grades: allGrades })),
	...ASSUMED,
	away: [],
	sending: { kind: 'any' },
	prefersMornings: false,
});

export type Profiles = ReadonlyMap<PersonId, TeachingProfile>;

export const profileFor = (
	person: Pick<PersonRecord, 'personId' | 'subjects'>,
	profiles: Profiles,
): TeachingProfile => profiles.get(person.personId) ?? assumedProfile(person);

export const profilesOf = async (db: PlanningDb, countyId: CountyId): Promise<Profiles> => {
	const rows = await db
		.selectFrom('planning_profile')
		.selectAll()
		.where('county_id', '=', countyId)
		.execute();
	return new Map(rows.map((row) => [row.person_id, profileOf(row)]));
};

const profileOf = (row: Selectable<PlanningTables['planning_profile']>): TeachingProfile =>
	Profile.parse({
		takesPart: row.takes_part === 1,
		abilities: Profile.shape.abilities.parse(JSON.parse(row.abilities)),
		mostAWeek: row.most_a_week,
		mostADay: row.most_a_day,
		away: Profile.shape.away.parse(JSON.parse(row.away)),
		sending:
			row.sending === 'classroom'
				? row.sending_classroom_id === null
					? { kind: 'any' }
					: { kind: 'classroom', classroomId: row.sending_classroom_id }
				: { kind: row.sending },
		prefersMornings: row.prefers_mornings === 1,
	});

export const writeProfile = async (
	tx: PlanningTransaction,
	countyId: CountyId,
	personId: PersonId,
	profile: TeachingProfile,
): Promise<void> => {
	const row = {
		takes_part: profile.takesPart ? 1 : 0,
		abilities: JSON.stringify(profile.abilities),
		most_a_week: profile.mostAWeek,
		most_a_day: profile.mostADay,
		away: JSON.stringify(profile.away),
		sending: profile.sending.kind,
		sending_classroom_id: profile.sending.kind === 'classroom' ? profile.sending.classroomId : null,
		prefers_mornings: profile.prefersMornings ? 1 : 0,
	};
	await tx
		.insertInto('planning_profile')
		.values({ person_id: personId, county_id: countyId, ...row })
		.onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
		.execute();
};

export const profileIssues = ({ abilities, away }: TeachingProfile): FieldIssue[] => [
	...abilities.flatMap(({ subject }, place) =>
		abilities.findIndex((other) => other.subject === subject) === place
			? []
			: [{ path: `abilities.${place}.subject`, code: 'duplicate' as const }],
	),
	...away.flatMap(({ from, until }, place) =>
		from < until ? [] : [{ path: `away.${place}.until`, code: 'end-before-start' as const }],
	),
];
