// Works an import out, sheet by sheet in the order of their references. Pure: ids come from outside.
import type { SheetLanguage } from '@classroom/protocol';
import { mentioned, Names } from './names.ts';
import { planPeople } from './planPeople.ts';
import type { Planning } from './planning.ts';
import { planClasses, planClassrooms, planSchools } from './planSites.ts';
import type { NewIds, RosterPlan, RosterReadings } from './rosterPlan.ts';
import { emptyPlan } from './rosterPlan.ts';
import type { RosterState } from './rosterState.ts';

export const planRoster = (
	readings: RosterReadings,
	state: RosterState,
	ids: NewIds,
	language: SheetLanguage,
): RosterPlan => {
	const planning: Planning = {
		readings,
		state,
		ids,
		language,
		plan: emptyPlan(readings),
		schools: new Names(),
		classes: new Names(),
		own: state.schools.find(({ schoolId }) => schoolId === state.ownSchoolId) ?? null,
		mentioned: {
			school: mentioned(readings.schools, 'name'),
			class: mentioned(readings.classes, 'name'),
		},
	};
	planSchools(planning);
	planClassrooms(planning);
	planClasses(planning);
	planPeople(planning);
	return planning.plan;
};
