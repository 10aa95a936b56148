// Counties: the tenants of an installation.
import type { County, CountyId } from '@classroom/protocol';
import type { PersonCaller } from '../identity/index.ts';
import { AppError } from '../platform/index.ts';
import { fits, memberLimits } from './communityRules.ts';
import type { StoreDeps } from './deps.ts';
import { audited, dbOf } from './deps.ts';
import { mostMembersFrom } from './membershipRules.ts';
import { datedMembersOfCounty } from './memberships.ts';
import type { SchoolsTransaction } from './schoolsTables.ts';

export class Counties {
	readonly #deps: StoreDeps;
	readonly #timeZone: string;

	constructor(deps: StoreDeps, timeZone: string) {
		this.#deps = deps;
		this.#timeZone = timeZone;
	}

	/** Throws `not-found`. */
	async read(countyId: CountyId): Promise<County> {
		const row = await dbOf(this.#deps)
			.selectFrom('county')
			.select(['name', 'region'])
			.where('county_id', '=', countyId)
			.executeTakeFirst();
		if (row === undefined) throw new AppError('not-found');
		return { countyId, ...row, timeZone: this.#timeZone };
	}

	/** Throws `too-many-members` when a community is larger than the new region's rules allow. */
	async update(caller: PersonCaller, input: { name: string; region: string }): Promise<County> {
		const { countyId } = caller;
		await audited(this.#deps, caller, async (tx) => {
			await tx.updateTable('county').set(input).where('county_id', '=', countyId).execute();
			await this.#refuseTooLarge(tx, countyId, input.region);
			return {
				result: undefined,
				entry: { action: 'county.changed', subject: { text: input.name }, details: { region: input.region } },
			};
		});
		return { countyId, ...input, timeZone: this.#timeZone };
	}

	async #refuseTooLarge(tx: SchoolsTransaction, countyId: CountyId, region: string): Promise<void> {
		const communities = await tx
			.selectFrom('community')
			.select(['community_id', 'kind', 'name'])
			.where('county_id', '=', countyId)
			.execute();
		const members = await datedMembersOfCounty(tx, countyId);
		for (const { community_id, kind, name } of communities) {
			const limits = memberLimits(region, kind);
			const most = mostMembersFrom(members.get(community_id) ?? [], this.#deps.today());
			if (!fits(limits, most)) {
				throw new AppError('too-many-members', undefined, {
					details: { community: name, members: most, max: limits.max ?? most },
				});
			}
		}
	}
}
