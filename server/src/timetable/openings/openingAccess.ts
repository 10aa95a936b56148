// Who may see, apply for and confirm what is open for sign-up.
import type { CommunityId, Day, SchoolId } from '@classroom/protocol';
import type { PersonCaller } from '../../identity/index.ts';
import type { LessonRecord } from '../lessonRecord.ts';
import { mayChange } from '../lessonRules.ts';
import type { TimetableDb } from '../lessonTables.ts';
import type { OpeningRecord } from './openingRows.ts';

/** A school and the communities that it belongs to. */
export interface Standing {
	readonly schoolId: SchoolId | null;
	readonly communityIds: ReadonlySet<CommunityId>;
	/** Those whose core school it is. */
	readonly coreOf: ReadonlySet<CommunityId>;
}

export const standingOf = async (
	db: TimetableDb,
	schoolId: SchoolId | null,
	today: Day,
): Promise<Standing> => {
	if (schoolId === null) return { schoolId, communityIds: new Set(), coreOf: new Set() };
	const rows = await db
		.selectFrom('community_membership')
		.select(['community_id', 'role'])
		.where('school_id', '=', schoolId)
		.where('from_day', '<=', today)
		.where((row) => row.or([row('until_day', 'is', null), row('until_day', '>', today)]))
		.execute();
	return {
		schoolId,
		communityIds: new Set(rows.map((row) => row.community_id)),
		coreOf: new Set(rows.filter(({ role }) => role === 'core').map((row) => row.community_id)),
	};
};

type Invitation = Pick<OpeningRecord, 'audience'>;

export const isInvited = ({ audience }: Invitation, { schoolId, communityIds }: Standing): boolean =>
	schoolId !== null &&
	(audience === null ||
		audience.schoolIds.includes(schoolId) ||
		audience.communityIds.some((communityId) => communityIds.has(communityId)));

/** The county may always; else the core school of the community that the opening names. */
export const mayConfirm = (
	caller: PersonCaller,
	{ countyId, confirmedBy }: Pick<OpeningRecord, 'countyId' | 'confirmedBy'>,
	standing: Standing,
): boolean => {
	if (caller.countyId !== countyId) return false;
	if (caller.role === 'county-admin') return true;
	return caller.role === 'school-admin' && confirmedBy !== null && standing.coreOf.has(confirmedBy);
};

/** A school for itself, the county for every school. */
export const mayApplyFor = (caller: PersonCaller, schoolId: SchoolId): boolean =>
	caller.role === 'county-admin' || (caller.role === 'school-admin' && caller.schoolId === schoolId);

/** Whether the caller may see who else applied: who plans the lesson, who confirms, and who oversees the county. */
export const maySeeAll = (
	caller: PersonCaller,
	opening: OpeningRecord,
	lesson: LessonRecord,
	standing: Standing,
): boolean =>
	(caller.role === 'inspector' && caller.countyId === opening.countyId) ||
	mayChange(caller, lesson) ||
	mayConfirm(caller, opening, standing);
