// How many member schools a community may have: a rule of each region, by the community's kind. Regions differ
// and change their rules, so they are data, and this table is the only place that knows them.
import type { CommunityKind } from '@classroom/protocol';

/** Member schools besides the one core school. `max` null: any number. */
export interface MemberLimits {
	readonly min: number;
	readonly max: number | null;
}

const unlimited: MemberLimits = { min: 0, max: null };

/**
 * Sources: the regional rules for running schools jointly, as the county education bureaus of these regions apply
 * them (Yunnan: an education group, 教育集团, has at most 10 member schools; a partnership, 共同体, is one core
 * school with 1 or 2 members. Baihe: neither is limited). A region that is not in the table has no limits.
 */
const limitsByRegion: Readonly<Record<string, Partial<Record<CommunityKind, MemberLimits>>>> = {
	yunnan: { group: { min: 0, max: 10 }, partnership: { min: 1, max: 2 } },
	baihe: {},
};

export const memberLimits = (region: string, kind: CommunityKind): MemberLimits =>
	(Object.hasOwn(limitsByRegion, region) ? limitsByRegion[region]?.[kind] : undefined) ?? unlimited;

/** Whether a community with that many member schools at once (the core school not counted) is within its rule. */
export const fits = (limits: MemberLimits, members: number): boolean =>
	limits.max === null || members <= limits.max;
