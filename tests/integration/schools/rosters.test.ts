// Rosters by Excel, over HTTP: dry run, all or nothing, twice the same, out and in again, and whose they are.
import { CSRF_HEADER, endpoints, rosterFiles, XLSX_TYPE } from '@classroom/protocol';
import type { RosterImport } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readCells } from '../../../server/src/platform/spreadsheet/readCells.ts';
import type { MadeCell, MadeSheet } from '../../../server/src/platform/spreadsheet/workbook.testing.ts';
import { madeWorkbook } from '../../../server/src/platform/spreadsheet/workbook.testing.ts';
import { shown } from '../../../server/src/platform/index.ts';
import type { Installation, SignedIn } from './installation.ts';
import { addSchool, onBothDatabases, startInstallation } from './installation.ts';
import { county, sheet } from './rosterSheets.ts';

/** Sign-in names are one for all counties. */
let made = 0;

onBothDatabases('rosters', (newUrl) => {
	let installation: Installation;
	let admin: SignedIn;
	let abroad: SignedIn;
	let mark: string;
	beforeAll(async () => {
		installation = await startInstallation(await newUrl());
	});
	afterAll(() => installation.close());
	beforeEach(async () => {
		const counties = await installation.addCounties();
		admin = await installation.as('county-admin', counties.home);
		abroad = await installation.as('county-admin', counties.abroad);
		mark = String((made += 1)).padStart(9, '0');
	});

	const send = (who: SignedIn, path: string, bytes?: Uint8Array): Promise<Response> =>
		fetch(`${installation.base}${path}`, {
			method: bytes === undefined ? 'GET' : 'POST',
			headers: {
				cookie: [...who.cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; '),
				[CSRF_HEADER]: who.csrfToken,
				...(bytes === undefined ? {} : { 'content-type': XLSX_TYPE }),
			},
			...(bytes === undefined ? {} : { body: Buffer.from(bytes) }),
		});
	const importFile = async (who: SignedIn, bytes: Uint8Array, dryRun = false): Promise<RosterImport> => {
		const response = await send(who, `${endpoints.importRoster.path}?dryRun=${String(dryRun)}`, bytes);
		if (!response.ok) throw new Error(await response.text());
		return endpoints.importRoster.response.parse(await response.json());
	};
	const importSheets = (who: SignedIn, sheets: readonly MadeSheet[], dryRun = false) =>
		importFile(who, madeWorkbook({ sheets }), dryRun);
	const download = async (who: SignedIn, path: string): Promise<Uint8Array> => {
		const response = await send(who, path);
		expect([response.status, response.headers.get('content-type')]).toEqual([200, XLSX_TYPE]);
		expect(response.headers.get('content-disposition')).toContain("filename*=UTF-8''");
		return new Uint8Array(await response.arrayBuffer());
	};
	const found = (answer: RosterImport): string[] =>
		answer.issues.map(({ sheet: name, row, column, code }) => `${name} ${column ?? ''}${row ?? ''} ${code}`);
	const made2 = (answer: RosterImport): number[][] =>
		Object.values(answer.counts).map(({ created, updated, unchanged }) => [created, updated, unchanged]);
	const passwordsOf = async (base64: string): Promise<string[][]> => {
		const { sheets } = await readCells(Buffer.from(base64, 'base64'));
		return sheets.flatMap(({ rows }) => rows.slice(1).map((row) => row.map(shown)));
	};
	const school = async (name: string) => {
		const { items } = await admin.ok(endpoints.listSchools, { query: { search: name } });
		return items[0]!;
	};

	test('a dry run tells and changes nothing; the import does it; the second import has nothing left to do', async () => {
		const dry = await importSheets(admin, county(mark), true);
		expect(dry).toMatchObject({ saved: false, issueCount: 0, firstPasswords: null });
		const first = [
			[2, 0, 0],
			[2, 0, 0],
			[3, 0, 0],
			[2, 0, 0],
			[3, 0, 0],
		];
		expect(made2(dry)).toEqual(first);
		expect((await admin.ok(endpoints.listSchools)).total).toBe(0);

		const saved = await importSheets(admin, county(mark));
		expect(saved.saved).toBe(true);
		expect(made2(saved)).toEqual(first);
		expect(await school('中心')).toMatchObject({
			kind: 'core',
			town: '罗山镇',
			linkDownKbps: 10_000,
			linkUpKbps: 2500,
			classrooms: 1,
			classGroups: 2,
		});
		const people = await admin.ok(endpoints.listPeople, { query: { search: mark } });
		expect(
			people.items
				.map(({ name, loginName, subjects, classGroup }) => [name, loginName, subjects, classGroup])
				.sort(),
		).toEqual([
			['张伟', `g3-${mark}`, [], '三年级（1）班'],
			['李娜', `G2-${mark}`, [], '三年级'],
			['李晓梅', `li-${mark}`, ['music', 'art'], null],
			['王小明', `g1-${mark}`, [], '三年级'],
			['王强', `13${mark}`, [], null],
		]);
		const audit = await admin.ok(endpoints.audit);
		expect(audit.items[0]).toMatchObject({ action: 'roster.imported', details: { created: 12, updated: 0 } });

		const again = await importSheets(admin, county(mark));
		expect(made2(again)).toEqual(first.map(([count]) => [0, 0, count]));
		expect(again).toMatchObject({ saved: true, firstPasswords: null });
		expect((await admin.ok(endpoints.audit)).items[0]?.id).toBe(audit.items[0]?.id);
	});

	test('a first password lets in once, to choose another; those who have not done so can get new ones', async () => {
		const { firstPasswords } = await importSheets(admin, county(mark));
		const list = await passwordsOf(firstPasswords!);
		expect(list.map(([, , name]) => name)).toEqual(['李晓梅', '王强', '王小明', '李娜', '张伟']);
		expect(list[2]?.slice(0, 4)).toEqual(['罗山教学点', '三年级', '王小明', `g1-${mark}`]);
		expect(new Set(list.map(([, , , , password]) => password)).size).toBe(5);
		const signIn = async (loginName: string, password: string) => {
			const browser = installation.browser();
			await browser.ok(endpoints.session);
			return { browser, answer: await browser.ask(endpoints.signIn, { body: { loginName, password } }) };
		};
		const [, , , loginName = '', password = ''] = list[0]!;
		const { browser, answer } = await signIn(loginName, password);
		expect(answer.body).toMatchObject({ kind: 'person', mustChangePassword: true });
		expect(
			await browser.code(endpoints.changePassword, { body: { current: password, next: 'one of my own' } }),
		).toBe('ok');

		const renewed = await admin.ok(endpoints.renewFirstPasswords, { body: {} });
		expect(renewed.people).toBe(4);
		const second = await passwordsOf(renewed.firstPasswords!);
		expect(second.map(([, , name]) => name)).toEqual(['王强', '张伟', '李娜', '王小明']);
		expect((await signIn(list[1]![3]!, list[1]![4]!)).answer.status).toBe(401);
		expect((await signIn(second[0]![3]!, second[0]![4]!)).answer.status).toBe(200);
		expect((await signIn(loginName, 'one of my own')).answer.status).toBe(200);
		expect(await abroad.ok(endpoints.renewFirstPasswords, { body: {} })).toEqual({
			people: 0,
			firstPasswords: null,
		});
	});

	test('with one mistake nothing is kept, and each is named', async () => {
		await importSheets(abroad, [
			sheet('学校', ['邻校', '核心校']),
			sheet('教师', ['邻校', '赵', `z-${mark}`]),
		]);
		await importSheets(admin, county(mark));
		const before = await readCells(await download(admin, rosterFiles.export));
		const answer = await importSheets(admin, [
			sheet('学校', ['新学校', '核心校'], ['新学校', '成员校'], ['坏学校', '大学']),
			sheet(
				'班级',
				['新学校', '一班', '一年级'],
				['罗山镇中心校', '一班', '一年级'],
				['坏学校', '一班', '十年级'],
			),
			sheet(
				'教师',
				['新学校', '赵', `z-${mark}`],
				['新学校', '钱', `g1-${mark}`],
				['新学校', '孙', `x-${mark}`],
				['坏学校', '李', `y ${mark}`],
				['没有的学校', '李', `y ${mark}`],
			),
			sheet(
				'学生',
				['新学校', '二班', '周', `s-${mark}`],
				['新学校', '一班', '吴', `X-${mark}`],
				['坏学校', '一班', '郑', `t-${mark}`],
			),
		]);
		expect(answer.saved).toBe(false);
		expect(found(answer)).toEqual([
			'学校 A3 duplicate',
			'学校 B4 bad-choice',
			'班级 A3 not-found',
			'班级 C4 bad-choice',
			'教师 C2 taken',
			'教师 C3 other-role',
			'教师 C5 bad-characters',
			'教师 A6 not-found',
			'教师 C6 bad-characters',
			'学生 B2 not-found',
			'学生 D3 duplicate',
		]);
		expect(answer.issues[2]?.right).toContain('是不是“罗山镇中心小学”');
		expect(answer.issues.at(-1)?.right).toContain('4（“教师”表）');
		expect(await readCells(await download(admin, rosterFiles.export))).toEqual(before);

		const marked = await send(
			admin,
			rosterFiles.annotated,
			madeWorkbook({ sheets: [sheet('学校', ['坏学校', '大学'])] }),
		);
		const { sheets } = await readCells(new Uint8Array(await marked.arrayBuffer()));
		expect(sheets[0]?.rows[1]?.slice(0, 3)).toEqual(['学校', 2, 'B']);
	});

	test('what is exported changes nothing when it is imported again, in both languages', async () => {
		await importSheets(admin, county(mark));
		await importSheets(admin, [
			sheet('学校', ['=cmd|calc', '成员校', '@镇', 0.064, 10_000]),
			sheet('班级', ['=cmd|calc', '+1班', 9], ['=cmd|calc', '３班 Ａ', '九']),
			sheet('教师', ['=cmd|calc', '-1', `000${mark}`, '劳动；综合']),
			sheet('学生', ['=cmd|calc', '3班 a', '０１', `0-${mark}`]),
		]);
		for (const language of ['zh-CN', 'en']) {
			const file = await download(admin, `${rosterFiles.export}?language=${language}`);
			const answer = await importFile(admin, file);
			expect(answer.issues).toEqual([]);
			expect(made2(answer)).toEqual([
				[0, 0, 3],
				[0, 0, 2],
				[0, 0, 5],
				[0, 0, 3],
				[0, 0, 4],
			]);
		}
		const blank = await importFile(admin, await download(admin, rosterFiles.template));
		expect(made2(blank).flat()).toEqual(Array.from({ length: 15 }, () => 0));
		expect(blank).toMatchObject({ saved: true, issueCount: 0, otherSheets: ['说明和示例'] });
	});

	test('what is there is updated: people move with their class, columns that are left out stay as they are', async () => {
		await importSheets(admin, county(mark));
		const student = (await admin.ok(endpoints.listPeople, { query: { search: `g1-${mark}` } })).items[0]!;
		const signedIn = installation.browser();
		const secret = await installation.identity.sessions.begin({
			personId: student.personId,
			countyId: admin.countyId,
		});
		signedIn.cookies.set('scc_session', secret.secret);
		const answer = await importSheets(admin, [
			{
				name: '学校',
				rows: [
					['类型', '学校名称'],
					['成员校', '罗山镇中心小学'],
				],
			},
			{
				name: '教师',
				rows: [
					['登录名', '姓名', '学校'],
					[`LI-${mark}`, '李晓梅（改）', '罗山教学点'],
				],
			},
			sheet('学生', ['罗山镇中心小学', '初一１班', '王小明', `g1-${mark}`]),
		]);
		expect(made2(answer)).toEqual([
			[0, 1, 0],
			[0, 0, 0],
			[0, 0, 0],
			[0, 1, 0],
			[0, 1, 0],
		]);
		expect(await school('中心')).toMatchObject({ kind: 'member', town: '罗山镇', linkUpKbps: 2500 });
		const [teacher] = (await admin.ok(endpoints.listPeople, { query: { search: `li-${mark}` } })).items;
		expect(teacher).toMatchObject({
			name: '李晓梅（改）',
			school: '罗山教学点',
			subjects: ['music', 'art'],
			loginName: `li-${mark}`,
		});
		const [moved] = (await admin.ok(endpoints.listPeople, { query: { search: `g1-${mark}` } })).items;
		expect(moved).toMatchObject({ school: '罗山镇中心小学', classGroup: '初一1班' });
		expect(await signedIn.ok(endpoints.session)).toMatchObject({ kind: 'anonymous' });
	});

	test("a school's administrator deals with their own school alone", async () => {
		const own = await addSchool(admin, '自己的学校', { kind: 'core' });
		await addSchool(admin, '别的学校');
		const other = await importSheets(admin, [sheet('教师', ['别的学校', '赵', `z-${mark}`])]);
		expect(other.saved).toBe(true);
		const head = await installation.as('school-admin', admin.countyId, { schoolId: own.schoolId });
		const refused = await importSheets(head, [
			sheet('学校', ['自己的学校', '核心校'], ['别的学校', '核心校']),
			sheet('教师', ['别的学校', '赵', `a-${mark}`], ['自己的学校', '赵', `z-${mark}`]),
		]);
		expect(found(refused)).toEqual(['学校 3 county-only', '教师 A2 other-school', '教师 C3 taken']);
		const taken = await importSheets(head, [
			sheet('班级', [null, '四年级', 4]),
			sheet('学生', [null, '四年级', '钱', `b-${mark}`], ['自己的学校', '三年级', '孙', `c-${mark}`]),
		]);
		expect([taken.saved, ...made2(taken)]).toEqual([
			true,
			[0, 0, 0],
			[0, 0, 0],
			[1, 0, 0],
			[0, 0, 0],
			[2, 0, 0],
		]);
		const { sheets } = await readCells(await download(head, rosterFiles.export));
		expect(sheets.map(({ name }) => name)).toEqual(['教室', '班级', '教师', '学生', '说明和示例']);
		expect(
			sheets[3]?.rows
				.slice(1)
				.map((row) => row.map(shown))
				.filter(([name]) => name !== ''),
		).toHaveLength(2);
	});

	test('two who import the same file at once make everything once', async () => {
		const answers = await Promise.allSettled([
			importSheets(admin, county(mark)),
			importSheets(admin, county(mark)),
		]);
		expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true);
		for (const answer of answers) {
			if (answer.status === 'rejected') expect(String(answer.reason)).toContain('import-overtaken');
		}
		expect((await admin.ok(endpoints.listSchools)).total).toBe(2);
		expect((await admin.ok(endpoints.listPeople, { query: { search: mark } })).total).toBe(5);
	});

	test('two thousand rows are imported at once, with a password for each', async () => {
		const students = Array.from({ length: 2000 }, (_, n): MadeCell[] => [
			'罗山教学点',
			'三年级',
			`学生${n}`,
			`n${n}-${mark}`,
		]);
		const file = madeWorkbook({ sheets: [...county(mark).slice(0, 4), sheet('学生', ...students)] });
		const answer = await importFile(admin, file);
		expect(made2(answer)[4]).toEqual([2000, 0, 0]);
		expect(await passwordsOf(answer.firstPasswords!)).toHaveLength(2002);
	});

	test('what is no such file is refused with its reason', async () => {
		const code = async (bytes: Uint8Array): Promise<unknown> =>
			(await send(admin, `${endpoints.importRoster.path}?dryRun=true`, bytes)).json();
		expect(await code(Buffer.from('学校,姓名'))).toEqual({
			code: 'spreadsheet-other-format',
			details: { format: 'csv' },
		});
		expect(await code(madeWorkbook({ sheets: [{ name: 'Sheet1', rows: [['a']] }] }))).toMatchObject({
			code: 'spreadsheet-other-form',
			details: { found: 'Sheet1' },
		});
		expect(await code(Buffer.alloc(13 * 1024 * 1024))).toMatchObject({ code: 'too-large' });
		expect(await admin.code(endpoints.importRoster, { query: { dryRun: 'true' }, body: {} })).toBe(
			'bad-request',
		);
	});
});
