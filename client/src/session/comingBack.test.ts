// @vitest-environment node
import * as fake from 'mediasoup-client/fakeParameters';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { peerById } from '@classroom/protocol';
import { RequestFailed } from './requestFailed.ts';
import { until } from './store.ts';
import { FakeDevices } from './testing/fakeDevices.ts';
import { ME, TEACHER } from './testing/fakeServer.ts';
import type { FakeServer } from './testing/fakeServer.ts';
import {
	FakeLessons,
	PATIENCE_MS,
	eventually,
	here,
	reaches,
	receivedKeys,
	setIce,
} from './testing/lessons.ts';

let lessons: FakeLessons;
let server: FakeServer;

beforeEach(async () => {
	lessons = await FakeLessons.begin();
	({ server } = lessons);
});

afterEach(async () => {
	await lessons.end();
});

describe('coming back', () => {
	const teaching = async () => {
		const devices = new FakeDevices();
		devices.set('camera');
		const classroom = lessons.open('classroom', devices);
		classroom.session.publish(true);
		server.startSource(TEACHER, 'microphone');
		await eventually(() => {
			expect(receivedKeys(classroom.session)).toEqual(['teacher/microphone']);
			expect(classroom.session.media.sending.lines()[0]?.producer).toBeTruthy();
		});
		for (const transport of Object.values(classroom.session.media.transports()))
			setIce(transport, 'connected');
		server.requests.length = 0;
		return { ...classroom, devices };
	};

	test('a cut socket: media goes on over the same transports, and what was missed comes', async () => {
		const { session } = await teaching();
		const before = session.media.transports();
		server.cut();
		const lost = await reaches(session, 'lost');
		expect(lost.room.seq).toBe(server.entries.length);
		server.append({ type: 'hand-raised', peerId: ME, by: null });
		await reaches(session, 'in');
		expect(server.of('join')[0]?.transports).toHaveLength(2);
		expect(server.of('join')[0]?.afterSeq).toBe(lost.room.seq);
		expect(session.media.transports()).toEqual(before);
		expect(server.of('createTransport')).toHaveLength(0);
		expect(peerById(here(session).room, ME)?.handSince).not.toBeNull();
	});

	test('what was switched off while nobody could be told is stopped on coming back', async () => {
		const { session, devices } = await teaching();
		devices.set('screen');
		await eventually(() => expect(session.media.sending.lines()).toHaveLength(2));
		await eventually(() => expect(session.media.sending.lines()[1]?.producer).toBeTruthy());
		server.cut();
		await reaches(session, 'lost');
		devices.map.delete('screen');
		devices.changes.tell();
		await reaches(session, 'in');
		await eventually(() =>
			expect(peerById(server.state, ME)?.sources.map((each) => each.source)).toEqual(['camera']),
		);
		expect(server.of('createTransport')).toHaveLength(0);
	});

	test('what the server closed while the socket was away is asked for anew', async () => {
		const { session } = await teaching();
		const stream = () => session.media.receiving.received.read().get('teacher/microphone')?.stream;
		const before = stream();
		server.cut();
		await reaches(session, 'lost');
		server.consumers.clear();
		await reaches(session, 'in');
		await eventually(() => expect(server.of('consume')).toHaveLength(1));
		await eventually(() => expect(stream()).toBeDefined());
		expect(stream()).not.toBe(before);
	});

	test('what the server opened without being heard is given back', async () => {
		const { session } = await teaching();
		server.unanswered.add('consume');
		server.startSource(TEACHER, 'screen-audio');
		await eventually(() => expect(server.consumers.size).toBe(2));
		const [, lost] = server.consumers.keys();
		server.cut();
		await eventually(() => expect(server.of('closeConsumer').map((each) => each.consumerId)).toEqual([lost]));
		await eventually(() => expect(receivedKeys(session)).toContain('teacher/screen-audio'));
	});

	test('a restarted server: everything anew from the same tracks', async () => {
		const { session } = await teaching();
		server.cut();
		server.forgetMedia();
		server.startSource(TEACHER, 'microphone');
		await reaches(session, 'in');
		await eventually(() => {
			expect(server.of('createTransport')).toHaveLength(2);
			expect(server.of('produce').map((each) => each.source)).toEqual(['camera']);
			expect(receivedKeys(session)).toEqual(['teacher/microphone']);
		});
	});

	test('mediaReset: a new Device, transports, Producers and Consumers', async () => {
		const { session } = await teaching();
		server.forgetMedia();
		server.notify({
			type: 'mediaReset',
			routerRtpCapabilities: fake.generateRouterRtpCapabilities() as never,
		});
		server.startSource(TEACHER, 'microphone');
		await eventually(() => {
			expect(server.of('createTransport')).toHaveLength(2);
			expect(server.of('produce')).toHaveLength(1);
			expect(receivedKeys(session)).toEqual(['teacher/microphone']);
		});
	});

	test('failed ICE is restarted; if that does not help the transport is replaced', async () => {
		const { session } = await teaching();
		const { receive } = session.media.transports();
		setIce(receive, 'failed');
		await eventually(() => expect(server.of('restartIce')).toHaveLength(1));
		setIce(receive, 'connected');
		setIce(receive, 'failed');
		await eventually(() => expect(server.of('restartIce')).toHaveLength(2));
		await eventually(() => expect(server.of('createTransport')).toMatchObject([{ replaces: receive?.id }]));
		await eventually(() => expect(receivedKeys(session)).toEqual(['teacher/microphone']));
	});

	test('another network: ICE is restarted both ways, the socket is made anew', async () => {
		const { session, news } = await teaching();
		news.tell('network-changed');
		await reaches(session, 'in');
		await eventually(() => expect(server.of('restartIce')).toHaveLength(2));
	});

	test('goingAway waits as told, dismissed stays away and says why', async () => {
		const { session, signalling } = await teaching();
		const since = Date.now();
		server.notify({ type: 'goingAway', retryAfterMs: 300 });
		await new Promise((resolve) => signalling.onNotification(resolve));
		server.cut();
		await reaches(session, 'lost');
		await reaches(session, 'in');
		expect(Date.now() - since).toBeGreaterThanOrEqual(300);
		server.notify({ type: 'dismissed', code: 'replaced' });
		expect((await reaches(session, 'refused')).code).toBe('replaced');
		expect(signalling.connection.read().state).toBe('dismissed');
		session.start();
		await reaches(session, 'in');
	});

	test('what a person does in a short dropout waits for the connection', async () => {
		const { session } = await teaching();
		server.cut();
		await reaches(session, 'lost');
		await session.ask('raiseHand', {});
		expect(server.of('raiseHand')).toHaveLength(1);
	});

	test('a refusal has the code of the server', async () => {
		const { session } = await teaching();
		server.refusals.set('raiseHand', 'forbidden');
		await expect(session.ask('raiseHand', {})).rejects.toEqual(new RequestFailed({ code: 'forbidden' }));
	});
});

describe('transports', () => {
	test('one that the server forgot is replaced once, however many sources miss it', async () => {
		const { session } = lessons.open('viewer');
		await eventually(() => expect(session.media.transports().receive).not.toBeNull());
		server.transports.clear();
		server.requests.length = 0;
		server.startSource(TEACHER, 'microphone');
		server.startSource(TEACHER, 'screen-audio');
		await eventually(() => expect(receivedKeys(session)).toHaveLength(2));
		expect(server.of('createTransport')).toHaveLength(1);
		expect(server.transports.size).toBe(1);
	});

	test('one whose answer was lost does not stay on the server', async () => {
		server.unanswered.add('createTransport');
		const { session } = lessons.open('viewer', null, { timeoutMs: 1500 });
		// The connection is well: the lesson goes on.
		const news = setInterval(() => server.append({ type: 'scene-chosen', layout: 'stage', by: null }), 100);
		await eventually(() => expect(session.media.transports().receive).not.toBeNull()).finally(() =>
			clearInterval(news),
		);
		// On a busy machine another answer may come too late: then it is replaced once more.
		await eventually(() => expect([...server.transports]).toEqual([session.media.transports().receive?.id]));
	});

	test('a new one that has nothing to carry is not taken for broken', async () => {
		const { session } = lessons.open('viewer');
		await eventually(() => expect(session.media.transports().receive).not.toBeNull());
		const before = session.media.transports().receive;
		server.refusals.set('restartIce', 'transport-not-found');
		setIce(before, 'failed');
		expect(session.media.health.read().receive).toBe(false);
		await eventually(() => expect(session.media.transports().receive?.id).not.toBe(before?.id));
		await until(session.media.health, ({ receive }) => receive, PATIENCE_MS);
		expect(session.media.transports().receive?.connectionState).toBe('new');
	});
});
