// What makes a request somebody's: no forged one, none of somebody who is out, and whoever is put out is out at once,
// with socket, seat and media.
import { LessonId, PeerId } from '@classroom/protocol';
import type { PeerRole } from '@classroom/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LiveSocket } from '../lesson/live/liveSocket.ts';
import { cameraParameters, capabilities } from '../lesson/live/mediaSamples.ts';
import { askRow, differences } from './asking.ts';
import type { Column } from './callers.ts';
import { Requester } from './callers.ts';
import { httpCases, sentFor } from './httpCases.ts';
import { readTable } from './tableFile.ts';
import { makeWorld } from './world.ts';
import type { World } from './world.ts';

let world: World;

beforeAll(async () => {
	world = await makeWorld();
});

afterAll(() => world.stop());

// Of this server, which is the demonstration's.
const httpRows = readTable().filter(
	({ request, target }) => /^[A-Z]+ /.test(request) && target !== 'production',
);
const changing = Object.entries(httpCases).flatMap(([request, targets]) =>
	request.startsWith('GET ') ? [] : Object.values(targets).map((each) => sentFor(request, each)),
);

const codes = async (requester: Requester, headers: Readonly<Record<string, string>>): Promise<string[]> => {
	const found = await Promise.all(
		changing.map(async (sent) => {
			const { error } = await requester.send({ ...sent, headers: { ...sent.headers, ...headers } });
			return `${error?.code ?? 'ok'} ${sent.method} ${sent.path}`;
		}),
	);
	return found;
};

const all = (code: string): string[] => changing.map(({ method, path }) => `${code} ${method} ${path}`);

describe('forged requests', () => {
	const signedIn: Column[] = ['county-admin', 'teacher', 'classroom', 'first-password'];

	test.each(signedIn)(
		'of %s, without the token, with a made up one, with that of another',
		async (column) => {
			const requester = await world.cast.enter(column);
			const other = await world.cast.enter('inspector');
			expect(requester.csrfToken.length).toBeGreaterThan(20);
			for (const token of ['', 'x'.repeat(43), other.csrfToken]) {
				expect(await codes(requester, { 'x-csrf-token': token })).toEqual(all('bad-csrf-token'));
			}
		},
	);

	test.each([...signedIn, 'nobody', 'service'] as Column[])(
		'of %s, from a page of another origin',
		async (column) => {
			const requester = await world.cast.enter(column);
			for (const origin of ['https://evil.example', 'null', world.server.url.replace(/\d+$/, '1')]) {
				expect(await codes(requester, { origin })).toEqual(all('bad-origin'));
			}
		},
	);

	test('a page of another origin gets no socket', async () => {
		const requester = await world.cast.enter('teacher');
		const path = '/socket.io/?EIO=4&transport=polling';
		for (const origin of ['https://evil.example', 'null']) {
			const headers = { cookie: requester.cookie, origin };
			expect((await fetch(`${world.server.url}${path}`, { headers })).status).toBe(403);
		}
	});
});

describe('credentials that hold no longer', () => {
	const dead: Readonly<Record<string, () => Promise<Requester>>> = {
		'an expired session': () => {
			const secret = world.writer.session('east-admin', { expired: true });
			return Promise.resolve(new Requester(world.server.url, `scc_session=${secret}`));
		},
		'a session that was signed out': async () => {
			const requester = await world.cast.person('east-admin');
			await requester.send({ method: 'post', path: '/api/sign-out' });
			return requester;
		},
		'a disabled person': async () => {
			const requester = await world.cast.person('east-far-head');
			world.writer.run(`update person set disabled = 1 where person_id = 'east-far-head'`);
			return requester;
		},
		'a revoked device': async () => {
			const requester = await world.cast.classroom('east-take-room', 'device-to-revoke');
			const admin = await world.cast.enter('county-admin');
			await admin.send({ method: 'delete', path: '/api/devices/device-to-revoke' });
			return requester;
		},
		'a wrong service token': () =>
			Promise.resolve(new Requester(world.server.url, '', `${world.server.recorderToken}x`)),
		'a wrong service token beside a good session': async () => {
			const { cookie } = await world.cast.person('east-admin');
			return new Requester(world.server.url, cookie, 'x'.repeat(48));
		},
		'a made up cookie': () => Promise.resolve(new Requester(world.server.url, 'scc_session=x; scc_device=y')),
	};

	test.each(Object.keys(dead))('%s is nobody, on every route and at the socket', async (name) => {
		const requester = await dead[name]!();
		const got = await differences(httpRows, ['nobody'], (row) => askRow(requester, row));
		expect(got).toEqual([]);
		await expect(requester.socket()).rejects.toMatchObject({ code: 'signed-out' });
	});
});

const joinAs = async (requester: Requester, lesson: string, role: PeerRole) => {
	const socket = await requester.socket();
	const answer = await socket.ask('join', {
		lessonId: LessonId.parse(lesson),
		role,
		afterSeq: null,
		transports: [],
		rtpCapabilities: capabilities,
	});
	return { socket, answer, peerId: PeerId.parse(answer.peerId) };
};

/** Sends a camera, so that there is something to take down. */
const sendCamera = async (socket: LiveSocket): Promise<void> => {
	const { transportId } = await socket.ask('createTransport', { direction: 'send' });
	await socket.ask('produce', {
		transportId,
		kind: 'video',
		source: 'camera',
		rtpParameters: cameraParameters(),
	});
};

const person = (name: string, role: string, schoolId: string, more: object = {}) => ({
	method: 'patch',
	path: `/api/people/${name}`,
	body: { name, role, schoolId, subjects: [], classGroupId: null, disabled: false, ...more },
});

describe('whoever is put out while in a lesson', () => {
	type Ending = (admin: Requester, out: Requester) => Promise<unknown>;
	const teacher = 'west-give-teacher';
	const endings: Readonly<Record<string, Ending>> = {
		'signs out': (_, out) => out.send({ method: 'post', path: '/api/sign-out' }),
		'gets a new password': (admin) =>
			admin.send({
				method: 'post',
				path: `/api/people/${teacher}/password`,
				body: { password: 'a new long password' },
			}),
		'gets another role': async (admin) => {
			await admin.send(person(teacher, 'assistant', 'west-give'));
			await admin.send(person(teacher, 'teacher', 'west-give'));
		},
		'is disabled': async (admin) => {
			await admin.send(person(teacher, 'teacher', 'west-give', { disabled: true }));
			await admin.send(person(teacher, 'teacher', 'west-give'));
		},
	};

	const putOut = async (ending: Ending, lost: boolean) => {
		const admin = await world.cast.person('west-admin');
		world.writer.run(`update person set must_change_password = 0 where person_id = '${teacher}'`);
		const watcher = await joinAs(admin, 'west-own', 'inspector');
		const requester = await world.cast.person(teacher);
		const { socket, peerId } = await joinAs(requester, 'west-own', 'teacher');
		await sendCamera(socket);
		const before = await world.metric('classroom_media_producers');
		if (lost) {
			socket.cut();
			await watcher.socket.hears('entry', ({ entry: { event } }) => event.type === 'peer-lost');
		}
		await ending(admin, requester);
		const { entry } = await watcher.socket.hears(
			'entry',
			({ entry: { event } }) => event.type === 'peer-left',
		);
		expect(entry.event).toEqual({ type: 'peer-left', peerId, cause: 'removed' });
		expect(await world.metric('classroom_media_producers')).toBe(before - 1);
		if (!lost) {
			expect((await socket.hears('dismissed')).code).toBe('signed-out');
			await socket.closed();
		}
		await expect(requester.socket()).rejects.toMatchObject({ code: 'signed-out' });
		watcher.socket.close();
	};

	test.each(Object.keys(endings))('%s: socket, seat and media are gone', (name) =>
		putOut(endings[name]!, false),
	);

	test('signs out while the socket is lost: what the media server still had of them is gone', () =>
		putOut(endings['signs out']!, true));

	test('a device is revoked: its socket in the lesson and its socket in the lobby close', async () => {
		const admin = await world.cast.person('west-admin');
		const requester = await world.cast.classroom('west-take-room', 'device-in-lesson');
		const { socket } = await joinAs(requester, 'west-own', 'classroom');
		const lobby = await requester.socket();
		await admin.send({ method: 'delete', path: '/api/devices/device-in-lesson' });
		for (const each of [socket, lobby]) {
			expect((await each.hears('dismissed')).code).toBe('device-revoked');
			await each.closed();
		}
	});
});

describe('an agreement between counties', () => {
	const make = async (host: Requester, guest: Requester) => {
		expect(
			(await host.send({ method: 'post', path: '/api/agreements', body: { guestCountyId: 'north' } })).error,
		).toBeNull();
		for (const agreementId of await open(guest))
			expect(
				(await guest.send({ method: 'post', path: `/api/agreements/${agreementId}/accept` })).error,
			).toBeNull();
	};
	const open = async (admin: Requester): Promise<string[]> => {
		const response = await fetch(`${world.server.url}/api/agreements`, { headers: { cookie: admin.cookie } });
		const { items } = (await response.json()) as {
			items: { agreementId: string; hostCountyId: string; revokedAt: number | null }[];
		};
		return items
			.filter((item) => item.hostCountyId === 'east' && item.revokedAt === null)
			.map((item) => item.agreementId);
	};
	const revoke = async (admin: Requester): Promise<void> => {
		for (const agreementId of await open(admin))
			await admin.send({ method: 'delete', path: `/api/agreements/${agreementId}` });
	};
	const read = async (requester: Requester, lesson: string): Promise<string> =>
		(await requester.send({ method: 'get', path: `/api/lessons/${lesson}` })).error?.code ?? 'ok';
	const refusedJoin = async (requester: Requester): Promise<string> => {
		const socket = await requester.socket();
		const code = await socket.code({
			type: 'join',
			lessonId: 'east-with-north',
			role: 'classroom',
			afterSeq: null,
			transports: [],
			rtpCapabilities: null,
		});
		socket.close();
		return code;
	};

	test.each(['host', 'guest'] as const)(
		'lets the guest in while it holds, and no further; the %s ends it, and the guest is out of the lesson',
		async (ends) => {
			const host = await world.cast.person('east-admin');
			const guestAdmin = await world.cast.person('north-admin');
			const guest = await world.cast.classroom('north-take-room');
			if (ends === 'host') {
				world.writer.lessonWithGuest('east', 'north-take-room', 'north');
				expect(await refusedJoin(guest)).toBe('forbidden');
				expect(await read(guest, 'east-with-north')).toBe('other-county');
			}
			await make(host, guestAdmin);

			const teacher = await joinAs(
				await world.cast.person('east-give-teacher'),
				'east-with-north',
				'teacher',
			);
			const { socket, peerId } = await joinAs(guest, 'east-with-north', 'classroom');
			await sendCamera(socket);
			const home = await joinAs(await world.cast.classroom('north-far-room'), 'north-other', 'classroom');
			expect(await read(guest, 'east-with-north')).toBe('ok');
			expect(await read(guest, 'east-own')).toBe('other-county');
			expect(await read(guestAdmin, 'east-with-north')).toBe('other-county');

			await revoke(ends === 'host' ? host : guestAdmin);
			expect((await socket.hears('dismissed')).code).toBe('agreement-revoked');
			await socket.closed();
			const left = await teacher.socket.hears('entry', ({ entry }) => entry.event.type === 'peer-left');
			expect(left.entry.event).toEqual({ type: 'peer-left', peerId, cause: 'removed' });
			expect(await refusedJoin(guest)).toBe('forbidden');
			expect(await read(guest, 'east-with-north')).toBe('other-county');
			expect(home.socket.connected).toBe(true);
			expect(await home.socket.code({ type: 'readLog', afterSeq: 0 })).toBe('ok');
			for (const each of [teacher.socket, home.socket]) each.close();
		},
	);

	test('a guest whose socket is lost has nothing left of the lesson either', async () => {
		const host = await world.cast.person('east-admin');
		await make(host, await world.cast.person('north-admin'));
		const watcher = await joinAs(host, 'east-with-north', 'inspector');
		const { socket } = await joinAs(
			await world.cast.classroom('north-take-room'),
			'east-with-north',
			'classroom',
		);
		await sendCamera(socket);
		const producers = await world.metric('classroom_media_producers');
		socket.cut();
		await watcher.socket.hears('entry', ({ entry: { event } }) => event.type === 'peer-lost');
		await revoke(host);
		await watcher.socket.hears('entry', ({ entry: { event } }) => event.type === 'peer-left');
		expect(await world.metric('classroom_media_producers')).toBe(producers - 1);
		watcher.socket.close();
	});
});
