// Communities: dated memberships and the regional rules.
import type { SchoolId } from '@classroom/protocol';
import { endpoints } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Installation, SignedIn } from './installation.ts';
import { onBothDatabases, startInstallation } from './installation.ts';

const school = { kind: 'member', town: null, linkDownKbps: null, linkUpKbps: null };
/** The clock stands on this day. */
const today = '2026-03-02';

onBothDatabases('communities', (newUrl) => {
	let installation: Installation;
	let admin: SignedIn;
	let stranger: SignedIn;
	let core: SchoolId;
	beforeAll(async () => {
		installation = await startInstallation(await newUrl());
	});
	afterAll(() => installation.close());
	beforeEach(async () => {
		const { home, abroad } = await installation.addCounties();
		admin = await installation.as('county-admin', home);
		stranger = await installation.as('county-admin', abroad);
		core = await addSchool('中心小学');
	});

	const addSchool = async (name: string): Promise<SchoolId> =>
		(await admin.ok(endpoints.createSchool, { body: { ...school, name } })).schoolId;
	const addSchools = async (count: number): Promise<SchoolId[]> => {
		const ids: SchoolId[] = [];
		for (let n = 0; n < count; n += 1) ids.push(await addSchool(`村小 ${n}`));
		return ids;
	};
	const create = (kind: string) =>
		admin.ok(endpoints.createCommunity, {
			body: { name: '青石教共体', kind, coreSchoolId: core, from: today },
		});
	const join = (communityId: string, schoolId: string, from = today, until: string | null = null) =>
		admin.code(endpoints.addMember, { params: { communityId }, body: { schoolId, from, until } });
	const inRegion = (region: string) =>
		admin.code(endpoints.updateCounty, { body: { name: '云岭县', region } });

	test.each([
		['yunnan', 'group', 10],
		['yunnan', 'partnership', 2],
	])('in %s a %s takes %i member schools and no more', async (region, kind, max) => {
		expect(await inRegion(region)).toBe('ok');
		const { communityId, memberLimits } = await create(kind);
		expect(memberLimits.max).toBe(max);
		const schools = await addSchools(max + 1);
		for (const id of schools.slice(0, max)) expect(await join(communityId, id)).toBe('ok');
		expect(await join(communityId, schools[max]!)).toBe('too-many-members');
		const [community] = (await admin.ok(endpoints.listCommunities)).items;
		expect(community?.members.map((member) => member.role)).toEqual([
			'core',
			...Array<string>(max).fill('member'),
		]);
	});

	test('in Baihe neither is limited, and moving to Yunnan with more is refused', async () => {
		expect(await inRegion('baihe')).toBe('ok');
		const { communityId, memberLimits } = await create('partnership');
		expect(memberLimits).toEqual({ min: 0, max: null });
		for (const id of await addSchools(3)) expect(await join(communityId, id)).toBe('ok');
		expect(await inRegion('yunnan')).toBe('too-many-members');
		expect((await admin.ok(endpoints.readCounty)).region).toBe('baihe');
		const other = { name: '青石教育集团', kind: 'group' };
		expect(await admin.code(endpoints.updateCommunity, { params: { communityId }, body: other })).toBe('ok');
		expect(await inRegion('yunnan')).toBe('ok');
		const back = { name: '青石共同体', kind: 'partnership' };
		expect(await admin.code(endpoints.updateCommunity, { params: { communityId }, body: back })).toBe(
			'too-many-members',
		);
	});

	test('a place that becomes free later may be taken from then on', async () => {
		await inRegion('yunnan');
		const { communityId } = await create('partnership');
		const [a, b, c] = await addSchools(3);
		expect(await join(communityId, a!, today, '2026-07-01')).toBe('ok');
		expect(await join(communityId, b!)).toBe('ok');
		expect(await join(communityId, c!, '2026-06-30')).toBe('too-many-members');
		expect(await join(communityId, c!, '2026-07-01')).toBe('ok');
		const [community] = (await admin.ok(endpoints.listCommunities)).items;
		expect(new Set(community?.members.map((member) => member.schoolId))).toEqual(new Set([core, a, b]));
		expect(community?.coming).toMatchObject([{ schoolId: c, from: '2026-07-01', until: null }]);
		const [later] = community!.coming;
		const taken = await admin.ok(endpoints.endMembership, {
			params: { membershipId: later!.membershipId },
			body: { until: later!.from },
		});
		expect(taken.coming).toEqual([]);
		expect(await join(communityId, c!, '2026-07-01')).toBe('ok');
		const villager = await installation.as('school-admin', admin.countyId, { schoolId: c! });
		expect((await villager.ok(endpoints.listCommunities)).items).toHaveLength(1);
	});

	test('two who join at once do not both take the last place', async () => {
		await inRegion('yunnan');
		const { communityId } = await create('partnership');
		const schools = await addSchools(6);
		const outcomes = await Promise.all(schools.map((id) => join(communityId, id)));
		expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(2);
		expect(outcomes.filter((outcome) => outcome === 'too-many-members')).toHaveLength(4);
	});

	test('a school belongs to many communities, to each once at a time, and may come back', async () => {
		const first = await create('community');
		const second = await create('district');
		const [village] = await addSchools(1);
		for (const { communityId } of [first, second]) expect(await join(communityId, village!)).toBe('ok');
		expect(await join(first.communityId, village!)).toBe('already-member');
		expect(await join(first.communityId, core)).toBe('already-member');
		const { items } = await admin.ok(endpoints.listSchools, { query: { search: '村小' } });
		expect(items[0]?.communities).toHaveLength(2);

		const communities = (await admin.ok(endpoints.listCommunities)).items;
		const member = communities.find((each) => each.communityId === first.communityId)?.members[1];
		const end = (until: string) =>
			admin.code(endpoints.endMembership, {
				params: { membershipId: member!.membershipId },
				body: { until },
			});
		expect(await end('2026-02-01')).toBe('bad-request, until end-before-start');
		expect(await end('2026-04-01')).toBe('ok');
		expect(await end('2026-05-01')).toBe('bad-request, until in-the-past');
		expect(await join(first.communityId, village!, '2026-03-31')).toBe('already-member');
		expect(await join(first.communityId, village!, '2026-04-01')).toBe('ok');
	});

	test('the core school stays, and a community with members is not removed', async () => {
		const { communityId, members } = await create('community');
		const [village] = await addSchools(1);
		await join(communityId, village!);
		const end = (membershipId: string) =>
			admin.code(endpoints.endMembership, { params: { membershipId }, body: { until: today } });
		expect(await end(members[0]!.membershipId)).toBe('core-school-required');
		expect(await admin.code(endpoints.deleteCommunity, { params: { communityId } })).toBe('still-in-use');
		expect(await admin.code(endpoints.deleteSchool, { params: { schoolId: village! } })).toBe('still-in-use');
		const [community] = (await admin.ok(endpoints.listCommunities)).items;
		expect(await end(community!.members[1]!.membershipId)).toBe('ok');
		expect(await admin.code(endpoints.deleteCommunity, { params: { communityId } })).toBe('ok');
		expect(await admin.code(endpoints.deleteCommunity, { params: { communityId } })).toBe('not-found');
		expect((await admin.ok(endpoints.listCommunities)).items).toEqual([]);
	});

	test('bad forms say which field', async () => {
		const { communityId } = await create('community');
		expect(await join(communityId, 'nothing')).toBe('bad-request, schoolId not-found');
		expect(await join(communityId, core, '2026-05-01', '2026-04-01')).toBe(
			'bad-request, until end-before-start',
		);
		expect(await join(communityId, core, '2026-02-30')).toBe('bad-request, from bad-format');
		const nameless = { name: ' ', kind: 'community', coreSchoolId: core, from: today };
		expect(await admin.code(endpoints.createCommunity, { body: nameless })).toBe(
			'bad-request, name required',
		);
		expect(await inRegion('Yunnan!')).toBe('bad-request, region bad-format');
	});

	test("another county's communities and schools are out of reach, and a school sees only its own", async () => {
		const { communityId, members } = await create('community');
		expect((await stranger.ok(endpoints.listCommunities)).items).toEqual([]);
		const body = { name: '别县', kind: 'community' };
		expect(await stranger.code(endpoints.updateCommunity, { params: { communityId }, body })).toBe(
			'other-county',
		);
		expect(await stranger.code(endpoints.deleteCommunity, { params: { communityId } })).toBe('other-county');
		const ending = { params: { membershipId: members[0]!.membershipId }, body: { until: today } };
		expect(await stranger.code(endpoints.endMembership, ending)).toBe('other-county');
		const founding = { ...body, coreSchoolId: core, from: today };
		expect(await stranger.code(endpoints.createCommunity, { body: founding })).toBe('other-county');
		const [village] = await addSchools(1);
		const outsider = await installation.as('school-admin', admin.countyId, { schoolId: village! });
		expect((await outsider.ok(endpoints.listCommunities)).items).toEqual([]);
		await join(communityId, village!);
		expect((await outsider.ok(endpoints.listCommunities)).items).toHaveLength(1);
		expect(await outsider.code(endpoints.deleteCommunity, { params: { communityId } })).toBe('forbidden');
	});

	test('an agreement is offered by the host, once, accepted by the guest alone, and ended by either side', async () => {
		const make = (guestCountyId: string) =>
			admin.code(endpoints.createAgreement, { body: { guestCountyId } });
		const states = async () => {
			const found = await installation.schools.agreements.states(admin.countyId, [stranger.countyId]);
			return found.get(stranger.countyId);
		};
		expect(await make(admin.countyId)).toBe('bad-request, guestCountyId not-found');
		expect(await make('nowhere')).toBe('bad-request, guestCountyId not-found');
		expect(await make(stranger.countyId)).toBe('ok');
		expect(await make(stranger.countyId)).toBe('conflict');
		const [agreement] = (await stranger.ok(endpoints.listAgreements)).items;
		expect(agreement).toMatchObject({ host: '云岭县', guest: '邻县', acceptedAt: null, revokedAt: null });
		const params = { agreementId: agreement!.agreementId };
		expect(await states()).toBe('none');
		expect(await admin.code(endpoints.acceptAgreement, { params })).toBe('forbidden');
		expect(await states()).toBe('none');
		expect(await stranger.code(endpoints.acceptAgreement, { params })).toBe('ok');
		expect(await stranger.code(endpoints.acceptAgreement, { params })).toBe('conflict');
		expect(await states()).toBe('in-force');
		const inspector = await installation.as('inspector', admin.countyId);
		expect(await inspector.code(endpoints.revokeAgreement, { params })).toBe('forbidden');
		expect(await stranger.code(endpoints.revokeAgreement, { params })).toBe('ok');
		expect(await admin.code(endpoints.revokeAgreement, { params })).toBe('ok');
		expect((await admin.ok(endpoints.listAgreements)).items[0]?.revokedAt).toBe(installation.clock.now());
		expect(await stranger.code(endpoints.acceptAgreement, { params })).toBe('conflict');
		// A new offer is the host's to make, and changes nothing until the guest accepts it again.
		expect(await make(stranger.countyId)).toBe('ok');
		expect(await states()).toBe('revoked');
	});
});
