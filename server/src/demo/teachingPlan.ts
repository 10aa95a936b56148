// What some of the demonstration's teachers can teach from afar, and when not; of the others it is assumed. Pure.
import type { PersonId, Subject, TeachingProfile } from '@classroom/protocol';
import type { StageCommunity } from './stage.ts';

const primary = [1, 2, 3, 4, 5, 6];
const noon = 12 * 60;
const evening = 18 * 60;

/** By the subject that a teacher of each core school has, as a core school would say it. */
const said: Partial<Record<Subject, Omit<TeachingProfile, 'abilities'>>> = {
	music: {
		takesPart: true,
		mostAWeek: 8,
		mostADay: 2,
		// The school's own choir.
		away: [{ weekday: 3, from: noon, until: evening }],
		sending: { kind: 'any' },
		prefersMornings: true,
	},
	english: {
		takesPart: true,
		mostAWeek: 6,
		mostADay: 2,
		// Own classes in the first half of the morning.
		away: [
			{ weekday: 1, from: 8 * 60, until: 10 * 60 },
			{ weekday: 4, from: 8 * 60, until: 10 * 60 },
		],
		sending: { kind: 'any' },
		prefersMornings: false,
	},
};

export const teachingProfiles = (
	stage: readonly StageCommunity[],
): { readonly personId: PersonId; readonly profile: TeachingProfile }[] =>
	stage.flatMap(({ teachers }) =>
		teachers.flatMap(({ personId, subjects }) => {
			const [subject] = subjects;
			const profile = subject === undefined ? undefined : said[subject];
			if (subject === undefined || profile === undefined) return [];
			return [{ personId, profile: { ...profile, abilities: [{ subject, grades: primary }] } }];
		}),
	);
