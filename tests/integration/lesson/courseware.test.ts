// Courseware on a running server: real files made into pages, bad ones refused with a code each, pages turned for all
// over real sockets, and what late comers, a killed server and the replay have of it. On both databases.
import type { Courseware, CoursewareId, CoursewareList } from '@classroom/protocol';
import {
	COURSEWARE_TYPE,
	CSRF_HEADER,
	endpoints,
	ErrorBody,
	pageFile,
	SessionInfo,
} from '@classroom/protocol';
import { strokesOn } from '@classroom/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pdfFile, photoFile, pngFile, pptxFile } from '../../fixtures/coursewareFiles.ts';
import { onBothDatabases } from '../identity/installation.ts';
import { join, joinOn, liveLesson, stateOf } from './live/liveLesson.ts';
import type { Joined, LiveLesson, Who } from './live/liveLesson.ts';
import { cameraParameters, dtlsParameters } from './live/mediaSamples.ts';
import { startLiveServer } from './live/liveServer.ts';
import type { LiveServer } from './live/liveServer.ts';
import { LiveSocket } from './live/liveSocket.ts';

const MOST_PAGES = 40;
const three = pdfFile(['第一页：茉莉花', '第二页：小白船', '第三页：编花篮']);

/** Rendering knows no database: every kind of file goes once. */
let databases = 0;

onBothDatabases('courseware', (newUrl) => {
	databases += 1;
	const first = databases === 1;
	let server: LiveServer;
	let live: LiveLesson;
	const opened: LiveSocket[] = [];
	beforeAll(async () => {
		server = await startLiveServer({
			...{ DATABASE_URL: await newUrl(), COURSEWARE_MEGABYTES: '1', COURSEWARE_PAGES: String(MOST_PAGES) },
		});
		live = await liveLesson(server, { startsInMs: 300_000 });
	});
	afterAll(async () => {
		for (const socket of opened) socket.close();
		await server.stop();
	});

	const path = (lesson = live): string => `/api/lessons/${lesson.lesson.lessonId}/courseware`;
	const headersOf = async ({ credentials }: Who): Promise<Record<string, string>> => {
		const headers = { cookie: credentials.cookie ?? '' };
		const session: unknown = await (await fetch(`${server.url}/api/session`, { headers })).json();
		return { ...headers, [CSRF_HEADER]: SessionInfo.parse(session).csrfToken };
	};
	const send = async (
		body: Buffer | ReadableStream<Uint8Array>,
		{ who = live.teacher, name = '课件.pdf', lesson = live } = {},
	): Promise<{ id: CoursewareId | null; error: ErrorBody | null }> => {
		// A stream is sent as it comes, without saying how much it will be.
		const init: RequestInit & { duplex: 'half' } = {
			method: 'POST',
			headers: { ...(await headersOf(who)), 'content-type': COURSEWARE_TYPE },
			body: body instanceof ReadableStream ? body : new Uint8Array(body),
			duplex: 'half',
		};
		const response = await fetch(`${server.url}${path(lesson)}?name=${encodeURIComponent(name)}`, init);
		const answer: unknown = await response.json();
		if (!response.ok) return { id: null, error: ErrorBody.parse(answer) };
		return { id: endpoints.addCourseware.response.parse(answer).coursewareId, error: null };
	};
	const list = async (who = live.teacher): Promise<CoursewareList> => {
		const response = await fetch(`${server.url}${path()}`, { headers: await headersOf(who) });
		return endpoints.listCourseware.response.parse(await response.json());
	};
	const settled = async (id: CoursewareId | null): Promise<Courseware> => {
		let found: Courseware | undefined;
		await expect
			.poll(async () => {
				found = (await list()).items.find(({ coursewareId }) => coursewareId === id);
				return found?.state.state;
			})
			.not.toBe('rendering');
		if (found === undefined) throw new Error('it is not in the list');
		return found;
	};
	const readyPages = async (id: CoursewareId | null) => {
		const { state } = await settled(id);
		if (state.state !== 'ready') throw new Error(`it is ${JSON.stringify(state)}\n${server.output()}`);
		return state.pages;
	};
	const failure = async (body: Buffer, name: string): Promise<string> => {
		const { id, error } = await send(body, { name });
		if (error !== null) return error.code;
		const { state } = await settled(id);
		return state.state === 'failed' ? state.code : state.state;
	};
	const remove = async (id: CoursewareId | null): Promise<number> => {
		const address = `${server.url}${path()}/${id ?? ''}`;
		const headers = { ...(await headersOf(live.teacher)), 'content-type': 'application/json' };
		const { status } = await fetch(address, { method: 'DELETE', headers, body: '{}' });
		return status;
	};
	const picture = async (address: string, who?: Who): Promise<Response> =>
		fetch(`${server.url}${address}`, who === undefined ? {} : { headers: await headersOf(who) });
	const enter = async (who: Who): Promise<Joined> => {
		const joined = await join(server, live, who);
		opened.push(joined.socket);
		return joined;
	};

	describe('files', () => {
		test('a PDF becomes pages in two widths, kept by browsers for good, for whoever may see the lesson', async () => {
			const { id } = await send(three, { name: '茉莉花.pdf' });
			const pages = await readyPages(id);
			expect(pages.map(({ width, height }) => [width, height])).toEqual(Array(3).fill([1920, 1080]));
			expect(new Set(pages.flatMap(({ large, small }) => [large, small])).size).toBe(6);
			const address = pageFile(live.lesson.lessonId, id!, pages[0]!.large);
			for (const who of [live.teacher, live.classrooms[0], live.student, live.inspector]) {
				const response = await picture(address, who);
				expect(response.status).toBe(200);
				expect(response.headers.get('content-type')).toBe('image/webp');
				expect(response.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
				expect((await response.arrayBuffer()).byteLength).toBe(pages[0]!.largeBytes);
			}
			expect((await picture(address)).status).toBe(401);
			const stranger = await liveLesson(server, { startsInMs: 400_000_000 });
			expect((await picture(address, stranger.classrooms[0])).status).toBe(403);
			const other = address.replace(live.lesson.lessonId, stranger.lesson.lessonId);
			expect((await picture(other, stranger.teacher)).status).toBe(404);
			expect((await picture(address.replace(/[0-9a-f]{32}/, '..%2f..%2fsource'), live.teacher)).status).toBe(
				400,
			);
			expect((await list()).items.map(({ name }) => name)).toContain('茉莉花.pdf');
			expect(await remove(id)).toBe(200);
			expect((await picture(address, live.teacher)).status).toBe(404);
		});

		test.runIf(first)(
			'pictures and presentations are pages too; scripts in a PDF change nothing',
			async () => {
				const [png, photo, pptx, scripts] = await Promise.all([
					send(pngFile(800, 600), { name: '图.png' }),
					send(photoFile(), { name: '照片.jpg' }),
					send(pptxFile(['第一页', '第二页']), { name: '音乐.pptx' }),
					send(pdfFile(['脚本'], { scripts: true }), { name: '脚本.pdf' }),
				]);
				expect(await readyPages(png.id)).toMatchObject([{ width: 1920, height: 1440 }]);
				expect(await readyPages(photo.id)).toMatchObject([{ width: 1440, height: 2880 }]);
				expect(await readyPages(scripts.id)).toHaveLength(1);
				// Where LibreOffice is installed; else it is said which package is missing.
				if ((await list()).limits.pptx) expect(await readyPages(pptx.id)).toHaveLength(2);
				else
					expect(pptx.error).toEqual({ code: 'office-missing', details: { package: 'libreoffice-impress' } });
				for (const { id } of [png, photo, pptx, scripts]) if (id !== null) expect(await remove(id)).toBe(200);
			},
		);

		const badFiles: [string, Buffer, string][] = [
			['with a password', pdfFile(['秘密'], { password: '1234' }), 'courseware-encrypted'],
			['cut off', three.subarray(0, 600), 'courseware-damaged'],
			['of 800 pages', pdfFile(Array.from({ length: 800 }, () => '页')), 'courseware-too-many-pages'],
			['that is text', Buffer.from('这不是课件'), 'courseware-other-format'],
			['a ZIP that is no presentation', Buffer.from(pptxFile([]).subarray(0, 300)), 'courseware-damaged'],
			['a picture of 900 million pixels', pngFile(30_000, 30_000), 'courseware-too-complex'],
			['a picture cut off', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'courseware-damaged'],
			['larger than allowed', Buffer.alloc(1_000_001, '%PDF-'), 'courseware-too-large'],
		];
		test.each(badFiles.filter(([name]) => first || name === 'of 800 pages'))(
			'a file %s',
			async (name, body, code) => {
				expect(await failure(body, `${name}.pdf`)).toBe(code);
				// The server is as it was.
				expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
			},
		);

		test('500 MB that do not say so are cut off at the limit', async () => {
			let sent = 0;
			const endless = new ReadableStream<Uint8Array>({
				pull: (controller) => {
					sent += 100_000;
					if (sent > 500_000_000) controller.close();
					else controller.enqueue(new Uint8Array(100_000).fill(37));
				},
			});
			const result = await send(endless).catch(() => null);
			// Whoever is hung up on may not hear why.
			if (result !== null) expect(result.error?.code).toBe('courseware-too-large');
			expect(sent).toBeLessThan(100_000_000);
		});

		test('what went wrong stands in the teacher’s list, with its numbers, and in nobody else’s', async () => {
			const { items } = await list();
			const pages = items.find(({ name }) => name === 'of 800 pages.pdf');
			expect(pages?.state).toMatchObject({ state: 'failed', details: { pages: 800, most: MOST_PAGES } });
			expect((await list(live.student)).items).toEqual([]);
			for (const { coursewareId } of items) expect(await remove(coursewareId)).toBe(200);
		});

		test('only its teacher adds to a lesson', async () => {
			const { error } = await send(three, { who: live.student });
			expect(error?.code).toBe('forbidden');
		});
	});

	describe('in the lesson', () => {
		test('everybody has the same page, late comers too, after a killed server too', async () => {
			const [song, maths] = [await send(three), await send(pdfFile(['一', '二']))];
			await Promise.all([readyPages(song.id), readyPages(maths.id)]);
			const teacher = await enter(live.teacher);
			const classroom = await enter(live.classrooms[0]);
			const say = teacher.socket;
			await say.ask('showCourseware', { coursewareId: song.id! });
			await say.ask('turnPage', { coursewareId: song.id!, page: 3 });
			await say.ask('zoomPage', { zoom: { x: 0, y: 0, size: 5000 } });
			const stroke = { strokeId: 'one', colour: 'red', points: [1, 2, 3, 4] } as const;
			const ink = { coursewareId: song.id!, page: 3 };
			const drawn = { type: 'addInk', ...ink, stroke };
			expect((await say.say(drawn)).ok && (await say.say(drawn)).ok).toBe(true);
			await classroom.socket.ask('reportPages', { what: { kind: 'fetched', coursewareId: song.id! } });
			await classroom.socket.until(() => stateOf(classroom).courseware.fetched.length > 0, 'fetched');
			const { courseware } = stateOf(classroom);
			expect(courseware.shown).toMatchObject({ page: 3, pages: 3, zoom: { size: 5000 } });
			expect(strokesOn(courseware, ink)).toEqual([stroke]);
			const late = await enter(live.classrooms[1]);
			expect(stateOf(late).courseware).toEqual(courseware);

			await server.kill();
			await server.ready();
			const again = await LiveSocket.open(server.url, live.teacher.credentials);
			opened.push(again);
			let answer: Joined['answer'] | undefined;
			await expect
				.poll(async () => {
					answer = await joinOn(again, live.lesson.lessonId, live.teacher).catch(() => undefined);
					return answer;
				})
				.toBeDefined();
			expect(stateOf({ socket: again, answer: answer! }).courseware).toEqual(courseware);
		});

		test('what makes no sense is refused with its code, and the lesson goes on', async () => {
			const teacher = await enter(live.teacher);
			const say = teacher.socket;
			const [first, second] = (await list()).items.map(({ coursewareId }) => coursewareId);
			await say.ask('showCourseware', { coursewareId: first!, page: 1 });
			const stroke = (points: number[]) => ({
				...{ type: 'addInk', coursewareId: first!, page: 1 },
				stroke: { strokeId: `s${points.length}`, colour: 'red', points },
			});
			for (const [message, code] of [
				[{ type: 'showCourseware', coursewareId: 'none' }, 'courseware-not-found'],
				[{ type: 'showCourseware', coursewareId: first!, page: 9 }, 'bad-request'],
				[{ type: 'showCourseware', coursewareId: second!, page: 99 }, 'bad-request'],
				[{ type: 'turnPage', coursewareId: first!, page: 4 }, 'bad-request'],
				[{ type: 'turnPage', coursewareId: second!, page: 1 }, 'courseware-not-shown'],
				[{ type: 'zoomPage', zoom: { x: 9000, y: 0, size: 5000 } }, 'bad-request'],
				[stroke(Array.from({ length: 402 }, () => 1)), 'bad-request'],
			] as const) {
				expect([message.type, await say.code(message)]).toEqual([message.type, code]);
			}
			// A page is full at some time.
			const full = Array.from({ length: 30 }, async (_, index) =>
				say.say({
					...{ type: 'addInk', coursewareId: first!, page: 2 },
					stroke: { strokeId: `full${index}`, colour: 'blue', points: Array.from({ length: 400 }, () => 7) },
				}),
			);
			const answers = await Promise.all(full);
			expect(answers.filter(({ ok }) => ok)).toHaveLength(25);
			expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'too-much-ink' } });
			await say.ask('turnPage', { coursewareId: first!, page: 2 });
			expect(await remove(first!)).toBe(409);
			// A page that it does not have was never shown.
			expect(await remove(second!)).toBe(200);
		});

		test('put up again it comes before a screen that was shared meanwhile', async () => {
			const { socket, ...joined } = await enter(live.teacher);
			const teacher = { socket, ...joined };
			const shown = () => stateOf(teacher).courseware.shown;
			const [first] = (await list()).items.map(({ coursewareId }) => coursewareId);
			await socket.ask('showCourseware', { coursewareId: first!, page: 1 });
			const { transportId } = await socket.ask('createTransport', { direction: 'send' });
			await socket.ask('connectTransport', { transportId, dtlsParameters });
			const rtpParameters = cameraParameters();
			await socket.ask('produce', { transportId, kind: 'video', source: 'screen', rtpParameters });
			const screen = () => stateOf(teacher).peers.flatMap(({ sources }) => sources)[0]?.since;
			await socket.until(() => screen() !== undefined, 'screen');
			const { seq } = stateOf(teacher);
			await socket.ask('showCourseware', { coursewareId: first!, page: 1 });
			await socket.until(() => (shown()?.since ?? 0) > (screen() ?? 0), 'courseware in front');
			await socket.ask('showCourseware', { coursewareId: first!, page: 1 });
			expect(stateOf(teacher).seq).toBe(seq + 1);
		});

		test('twenty files and no more, however many come at once', async () => {
			const sent = Array.from({ length: 30 }, () => send(pngFile(8, 8), { name: '图.png' }));
			const refused = (await Promise.all(sent)).flatMap(({ error }) => (error === null ? [] : [error.code]));
			const { items } = await list();
			expect(items).toHaveLength(20);
			expect(refused.length).toBeGreaterThanOrEqual(10);
			expect(new Set(refused)).toEqual(new Set(['courseware-full']));
		});

		test('the pointer is told to the others, not too often, and never written down', async () => {
			const teacher = await enter(live.teacher);
			const classroom = await enter(live.classrooms[0]);
			/** What is of courseware: at a busy machine networks change meanwhile. */
			const logged = async (): Promise<unknown[]> => {
				const { entries } = await teacher.socket.ask('readLog', { afterSeq: 0 });
				return entries.filter(({ event }) => /pointer|courseware|page|ink/.test(event.type));
			};
			const before = await logged();
			expect(before).not.toEqual([]);
			const moves = Array.from({ length: 100 }, (_, x) =>
				teacher.socket.ask('movePointer', { at: { x, y: 5 } }),
			);
			await Promise.all(moves);
			await teacher.socket.ask('movePointer', { at: null });
			const pointers = () => classroom.socket.notifications.filter((each) => each.type === 'pointer');
			await classroom.socket.until(() => pointers().at(-1)?.at === null, 'no pointer');
			expect(pointers().length).toBeGreaterThan(1);
			expect(pointers().length).toBeLessThan(60);
			expect(await logged()).toEqual(before);
			expect(teacher.socket.notifications.some(({ type }) => type === 'pointer')).toBe(false);
		});

		test('who does not see the page is told to the teacher, until it does', async () => {
			const teacher = await enter(live.teacher);
			const classroom = await enter(live.classrooms[0]);
			await classroom.socket.ask('reportPages', { what: { kind: 'missing' } });
			await classroom.socket.ask('reportPages', { what: { kind: 'missing' } });
			const without = () => stateOf(teacher).courseware.without;
			await teacher.socket.until(() => without().includes(classroom.answer.peerId), 'missing');
			await classroom.socket.ask('reportPages', { what: { kind: 'seen' } });
			await teacher.socket.until(() => without().length === 0, 'seen');
		});
	});
});
