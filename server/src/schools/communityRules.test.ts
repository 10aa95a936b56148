import type { CommunityKind } from '@classroom/protocol';
import { expect, test } from 'vitest';
import { fits, memberLimits } from './communityRules.ts';

const table: [region: string, kind: CommunityKind, members: number, allowed: boolean][] = [
	['yunnan', 'group', 10, true],
	['yunnan', 'group', 11, false],
	['yunnan', 'partnership', 2, true],
	['yunnan', 'partnership', 3, false],
	['yunnan', 'community', 40, true],
	['yunnan', 'alliance', 40, true],
	['yunnan', 'district', 40, true],
	['baihe', 'group', 11, true],
	['baihe', 'partnership', 3, true],
	['elsewhere', 'group', 11, true],
	['constructor', 'group', 11, true],
];

test.each(table)('in %s, a %s with %i member schools: %s', (region, kind, members, allowed) => {
	expect(fits(memberLimits(region, kind), members)).toBe(allowed);
});

test('a partnership in Yunnan wants at least one member', () => {
	expect(memberLimits('yunnan', 'partnership').min).toBe(1);
	expect(memberLimits('baihe', 'partnership').min).toBe(0);
});
