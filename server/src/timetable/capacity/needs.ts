// What a lesson needs of what is limited: schools' links, recorder places, places at the SFU. Pure.
import type { LessonKind, SchoolId } from '@classroom/protocol';
import type { PartKeys } from '../checkedPlan.ts';

export type NeedKind = 'link' | 'recorder' | 'sfu';

export interface Need {
	readonly kind: NeedKind;
	/** For links `<school>/down` or `<school>/up`; else `all`. */
	readonly id: string;
	/** Links: kbit/s; recorder: lessons; SFU: classrooms and teachers that are connected. */
	readonly amount: number;
}

interface Kbps {
	readonly down: number;
	readonly up: number;
}

/**
 * The least that a classroom's part of a lesson does well with, kbit/s: sound, the teacher's picture at its middle
 * layer and slides downwards, the classroom's own picture and sound upwards. At a 教研 several are on stage at once.
 * The sending classroom sends its camera in all layers, and a screen.
 */
const receiving: Kbps = { down: 1_000, up: 400 };
const takingPart: Kbps = { down: 1_500, up: 800 };
const sending: Kbps = { down: 800, up: 2_000 };

export { receiving as receivingKbps, sending as sendingKbps };

const receivingIn = (kind: LessonKind): Kbps => (kind === 'research' ? takingPart : receiving);

export const needsOf = (plan: PartKeys, kind: LessonKind): Need[] => {
	const links = new Map<string, number>();
	const add = (schoolId: SchoolId, { down, up }: Kbps): void => {
		links.set(`${schoolId}/down`, (links.get(`${schoolId}/down`) ?? 0) + down);
		links.set(`${schoolId}/up`, (links.get(`${schoolId}/up`) ?? 0) + up);
	};
	if (plan.sendingClassroom !== null) add(plan.sendingClassroom.schoolId, sending);
	for (const { schoolId } of plan.receivingClassrooms) add(schoolId, receivingIn(kind));
	return [
		...[...links].map(([id, amount]) => ({ kind: 'link' as const, id, amount })),
		{ kind: 'recorder', id: 'all', amount: 1 },
		{ kind: 'sfu', id: 'all', amount: 1 + plan.receivingClassrooms.length },
	];
};

export const needKey = ({ kind, id }: Pick<Need, 'kind' | 'id'>): string => `${kind} ${id}`;

export interface Load {
	readonly from: number;
	readonly until: number;
	readonly amount: number;
}

/** The most that is used at any moment of the span: it can only grow where something begins. */
export const peakOf = (
	loads: readonly Load[],
	span: { readonly from: number; readonly until: number },
): number => {
	const within = loads.filter(({ from, until }) => from < span.until && until > span.from);
	const moments = [span.from, ...within.map(({ from }) => from).filter((from) => from > span.from)];
	return Math.max(
		0,
		...moments.map((at) =>
			within.reduce((sum, { from, until, amount }) => (from <= at && at < until ? sum + amount : sum), 0),
		),
	);
};
