// Communities and their dated memberships.
import { CommunityId, MembershipId } from '@classroom/protocol';
import type { Community, CommunityKind, CountyId, Day, SchoolId } from '@classroom/protocol';
import type { PersonCaller } from '../identity/index.ts';
import { AppError, newId } from '../platform/index.ts';
import { fits, memberLimits } from './communityRules.ts';
import type { StoreDeps } from './deps.ts';
import { audited, dbOf } from './deps.ts';
import type { DatedMember } from './membershipRules.ts';
import { mostMembersFrom, overlap } from './membershipRules.ts';
import { datedMembersOf, membersComing, membersOn } from './memberships.ts';
import type { SchoolsDb, SchoolsTransaction } from './schoolsTables.ts';
import { within } from './scope.ts';
import type { SchoolScope } from './scope.ts';

export interface CommunityInput {
	readonly name: string;
	readonly kind: CommunityKind;
}

export interface MemberInput {
	readonly schoolId: SchoolId;
	readonly from: Day;
	readonly until: Day | null;
}

export class Communities {
	readonly #deps: StoreDeps;

	constructor(deps: StoreDeps) {
		this.#deps = deps;
	}

	/** In the order in which they were made; for a school's people, the ones their school belongs to today or will. */
	async list({ countyId, schoolId }: SchoolScope): Promise<Community[]> {
		const communities = await this.#read(dbOf(this.#deps), { countyId });
		return schoolId === null
			? communities
			: communities.filter(({ members, coming }) =>
					[...members, ...coming].some((member) => member.schoolId === schoolId),
				);
	}

	/** Throws `other-county` or `bad-request` for a core school that the county does not have. */
	create(
		caller: PersonCaller,
		input: CommunityInput & { readonly coreSchoolId: SchoolId; readonly from: Day },
	): Promise<Community> {
		const now = this.#deps.clock.now();
		const communityId = newId(CommunityId, now);
		return audited(this.#deps, caller, async (tx) => {
			await requireSchool(tx, caller.countyId, input.coreSchoolId, 'coreSchoolId');
			await tx
				.insertInto('community')
				.values({
					community_id: communityId,
					county_id: caller.countyId,
					name: input.name,
					kind: input.kind,
					created_at: now,
					changed_at: now,
				})
				.execute();
			await this.#insertMember(tx, communityId, 'core', {
				schoolId: input.coreSchoolId,
				from: input.from,
				until: null,
			});
			return this.#changed(tx, caller, communityId, 'community.created', { kind: input.kind });
		});
	}

	/** Throws `not-found`, `other-county`, `too-many-members` when it is too large for its new kind. */
	update(caller: PersonCaller, communityId: CommunityId, input: CommunityInput): Promise<Community> {
		return audited(this.#deps, caller, async (tx) => {
			await this.#lock(tx, caller, communityId);
			await this.#refuseTooMany(tx, caller.countyId, input.kind, await datedMembersOf(tx, communityId));
			await tx.updateTable('community').set(input).where('community_id', '=', communityId).execute();
			return this.#changed(tx, caller, communityId, 'community.changed', { kind: input.kind });
		});
	}

	/** Throws `not-found`, `other-county`, `still-in-use` while member schools belong to it, now or later. */
	delete(caller: PersonCaller, communityId: CommunityId): Promise<void> {
		return audited(this.#deps, caller, async (tx) => {
			const { name } = await this.#lock(tx, caller, communityId);
			const members = await datedMembersOf(tx, communityId);
			if (mostMembersFrom(members, this.#deps.today()) > 0) throw new AppError('still-in-use');
			await tx.deleteFrom('community_membership').where('community_id', '=', communityId).execute();
			await tx.deleteFrom('community').where('community_id', '=', communityId).execute();
			return { result: undefined, entry: { action: 'community.deleted', subject: { text: name } } };
		});
	}

	/**
	 * Throws `other-county` or `bad-request` for a school the county does not have, `already-member` when the school belongs to it
	 * for some of that time already, `too-many-members` when on some day there would be more than its kind allows.
	 */
	addMember(caller: PersonCaller, communityId: CommunityId, input: MemberInput): Promise<Community> {
		return audited(this.#deps, caller, async (tx) => {
			const { kind } = await this.#lock(tx, caller, communityId);
			const school = await requireSchool(tx, caller.countyId, input.schoolId, 'schoolId');
			const members = await datedMembersOf(tx, communityId);
			if (members.some((member) => member.schoolId === input.schoolId && overlap(member, input))) {
				throw new AppError('already-member');
			}
			const added: DatedMember = { ...input, communityId, role: 'member' };
			await this.#refuseTooMany(tx, caller.countyId, kind, [...members, added]);
			await this.#insertMember(tx, communityId, 'member', input);
			return this.#changed(tx, caller, communityId, 'community.school-joined', {
				school,
				from: input.from,
				until: input.until,
			});
		});
	}

	/**
	 * `until`: the first day on which the school no longer belongs; the day it was to begin takes it back altogether.
	 * Throws `not-found`, `other-county`, `core-school-required` for the core school, `bad-request`
	 * (`end-before-start`, or `in-the-past` for a membership that has ended already).
	 */
	endMembership(caller: PersonCaller, membershipId: MembershipId, until: Day): Promise<Community> {
		return audited(this.#deps, caller, async (tx) => {
			const own = { countyId: caller.countyId, schoolId: null };
			const { communityId } = within(own, await findMembership(tx, membershipId));
			await this.#lock(tx, caller, communityId);
			// Read again, now that nobody else can change it.
			const { school, role, from, until: ended } = within(own, await findMembership(tx, membershipId));
			if (role === 'core') throw new AppError('core-school-required');
			if (until < from) throw badUntil('end-before-start');
			if (ended !== null && (ended <= this.#deps.today() || until > ended)) throw badUntil('in-the-past');
			await (until === from
				? tx.deleteFrom('community_membership').where('membership_id', '=', membershipId).execute()
				: tx
						.updateTable('community_membership')
						.set({ until_day: until })
						.where('membership_id', '=', membershipId)
						.execute());
			return this.#changed(tx, caller, communityId, 'community.school-left', { school, until });
		});
	}

	/** Takes the community's row, so that whoever else changes its members waits, and then sees what was done here. */
	async #lock(tx: SchoolsTransaction, caller: PersonCaller, communityId: CommunityId) {
		const row = await tx
			.updateTable('community')
			.set({ changed_at: this.#deps.clock.now() })
			.where('community_id', '=', communityId)
			.returning(['county_id', 'name', 'kind'])
			.executeTakeFirst();
		return within({ countyId: caller.countyId, schoolId: null }, row);
	}

	async #refuseTooMany(
		tx: SchoolsTransaction,
		countyId: CountyId,
		kind: CommunityKind,
		members: readonly DatedMember[],
	): Promise<void> {
		const limits = memberLimits(await regionOf(tx, countyId), kind);
		const most = mostMembersFrom(members, this.#deps.today());
		if (fits(limits, most)) return;
		throw new AppError('too-many-members', undefined, { details: { max: limits.max ?? most } });
	}

	async #insertMember(
		tx: SchoolsTransaction,
		communityId: CommunityId,
		role: 'core' | 'member',
		{ schoolId, from, until }: MemberInput,
	): Promise<void> {
		await tx
			.insertInto('community_membership')
			.values({
				membership_id: newId(MembershipId, this.#deps.clock.now()),
				community_id: communityId,
				school_id: schoolId,
				role,
				from_day: from,
				until_day: until,
			})
			.execute();
	}

	async #changed(
		tx: SchoolsTransaction,
		{ countyId }: PersonCaller,
		communityId: CommunityId,
		action: `community.${string}`,
		details: Readonly<Record<string, string | null>>,
	) {
		const [result] = await this.#read(tx, { countyId, communityId });
		if (result === undefined) throw new AppError('not-found');
		return { result, entry: { action, subject: { text: result.name }, details: { ...details } } } as const;
	}

	async #read(
		db: SchoolsDb | SchoolsTransaction,
		{ countyId, communityId }: { countyId: CountyId; communityId?: CommunityId },
	): Promise<Community[]> {
		let query = db
			.selectFrom('community')
			.innerJoin('county', 'county.county_id', 'community.county_id')
			.select(['community.community_id as communityId', 'community.name', 'community.kind', 'county.region'])
			.where('community.county_id', '=', countyId);
		if (communityId !== undefined) query = query.where('community.community_id', '=', communityId);
		const rows = await query.orderBy('community.community_id').execute();
		const today = this.#deps.today();
		const ids = rows.map((row) => row.communityId);
		const members = await membersOn(db, today, ids);
		const coming = await membersComing(db, today, ids);
		return rows.map(({ region, ...row }) => ({
			...row,
			members: members.get(row.communityId) ?? [],
			coming: coming.get(row.communityId) ?? [],
			memberLimits: { ...memberLimits(region, row.kind) },
		}));
	}
}

const findMembership = (tx: SchoolsTransaction, membershipId: MembershipId) =>
	tx
		.selectFrom('community_membership as membership')
		.innerJoin('school', 'school.school_id', 'membership.school_id')
		.select([
			'school.county_id',
			'school.name as school',
			'membership.community_id as communityId',
			'membership.role',
			'membership.from_day as from',
			'membership.until_day as until',
		])
		.where('membership.membership_id', '=', membershipId)
		.executeTakeFirst();

const badUntil = (code: 'end-before-start' | 'in-the-past'): AppError =>
	new AppError('bad-request', 'a membership cannot end then', { issues: [{ path: 'until', code }] });

/** The school's name. Throws `other-county`, `bad-request` when there is no such school. */
const requireSchool = async (
	tx: SchoolsTransaction,
	countyId: CountyId,
	schoolId: SchoolId,
	path: string,
): Promise<string> => {
	const school = await tx
		.selectFrom('school')
		.select(['name', 'county_id'])
		.where('school_id', '=', schoolId)
		.executeTakeFirst();
	if (school !== undefined) {
		if (school.county_id !== countyId) throw new AppError('other-county');
		return school.name;
	}
	throw new AppError('bad-request', 'no such school', {
		issues: [{ path, code: 'not-found' }],
	});
};

const regionOf = async (tx: SchoolsTransaction, countyId: CountyId): Promise<string> => {
	const county = await tx
		.selectFrom('county')
		.select('region')
		.where('county_id', '=', countyId)
		.executeTakeFirstOrThrow();
	return county.region;
};
