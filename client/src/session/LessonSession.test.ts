// @vitest-environment node
import { FakeHandler } from 'mediasoup-client/handlers/FakeHandler';
import * as fake from 'mediasoup-client/fakeParameters';
import type { types } from 'mediasoup-client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { peerById } from '@classroom/protocol';
import type { PeerRole } from '@classroom/protocol';
import type { OwnDevices } from './devices/OwnDevices.ts';
import { LessonSession } from './LessonSession.ts';
import type { PageNews } from './page.ts';
import { RequestFailed } from './requestFailed.ts';
import type { Joined, LessonStep } from './room/lessonStep.ts';
import { SignallingClient } from './signalling/SignallingClient.ts';
import { Announcer, until } from './store.ts';
import { FakeDevices } from './testing/fakeDevices.ts';
import { FakeServer, LESSON, ME, TEACHER } from './testing/fakeServer.ts';

vi.stubGlobal(
	'MediaStream',
	class {
		readonly tracks: readonly unknown[];
		constructor(tracks: readonly unknown[]) {
			this.tracks = tracks;
		}
	},
);

let server: FakeServer;
let url: string;
const opened: { session: LessonSession; signalling: SignallingClient }[] = [];

/** Long: the machine may be busy with other things. Only a test that fails waits for it. */
const PATIENCE_MS = 20_000;

type Opening = Readonly<{ timeoutMs?: number; handler?: () => types.HandlerFactory }>;

const fakeHandler = (): types.HandlerFactory => FakeHandler.createFactory(fake);

const open = (
	role: PeerRole,
	devices: FakeDevices | null = null,
	{ timeoutMs = PATIENCE_MS, handler = fakeHandler }: Opening = {},
) => {
	const news = new Announcer<PageNews>();
	const page = { on: (listener: (each: PageNews) => void) => news.on(listener) };
	const signalling = new SignallingClient({ url, page, random: () => 0, timeoutMs });
	const session = new LessonSession({
		lessonId: LESSON,
		role,
		signalling,
		page,
		devices: devices as unknown as OwnDevices | null,
		handler,
		makePlayer: null,
	});
	opened.push({ session, signalling });
	session.start();
	return { session, signalling, news };
};

const reaches = async <S extends LessonStep['step']>(session: LessonSession, step: S) => {
	const reached = await until(session.step, (each) => each.step === step, PATIENCE_MS);
	return reached as Extract<LessonStep, { step: S }>;
};
const here = (session: LessonSession): Joined => session.step.read() as Joined;
const eventually = async (check: () => void): Promise<void> => {
	await vi.waitFor(check, { timeout: PATIENCE_MS, interval: 10 });
};
interface Simulated {
	setConnectionState(state: types.ConnectionState): void;
}
const setIce = (transport: types.Transport | null, state: types.ConnectionState): void =>
	(transport!.handler as unknown as Simulated).setConnectionState(state);
const receivedKeys = (session: LessonSession): string[] => [
	...session.media.receiving.received.read().keys(),
];

beforeEach(async () => {
	server = new FakeServer();
	url = await server.listen();
	server.append({
		type: 'peer-joined',
		peerId: TEACHER,
		role: 'teacher',
		subject: { kind: 'service', service: 'recorder' },
	});
});

afterEach(async () => {
	for (const { session, signalling } of opened.splice(0)) {
		session.close();
		signalling.close();
	}
	await server.close();
});

describe('joining', () => {
	test('joins and has the state', async () => {
		const { session } = open('viewer');
		const joined = await reaches(session, 'in');
		expect(joined.room).toEqual(server.state);
		expect(joined.lesson.title).toBe('识谱');
	});

	test('a viewer makes one transport, a classroom both at once', async () => {
		await reaches(open('viewer').session, 'in');
		await eventually(() => expect(server.of('createTransport')).toHaveLength(1));
		expect(server.of('createTransport')[0]?.rtpCapabilities?.codecs?.length).toBeGreaterThan(0);
		server.requests.length = 0;
		await reaches(open('classroom', new FakeDevices()).session, 'in');
		await eventually(() =>
			expect(server.of('createTransport').map((each) => each.direction)).toEqual(['receive', 'send']),
		);
	});

	test('a Room that is not open yet is waited for', async () => {
		server.refusals.set('join', 'room-not-open');
		const { session } = open('classroom');
		await reaches(session, 'early');
	});

	test.each([
		['lesson-ended', 'ended'],
		['forbidden', 'refused'],
		['lesson-not-found', 'refused'],
	] as const)('%s is the end', async (code, step) => {
		server.refusals.set('join', code);
		await reaches(open('viewer').session, step);
	});

	test('a browser whose WebRTC does not start is asked again, and the page can say so', async () => {
		let fails = true;
		const { session } = open('viewer', null, {
			handler: () => {
				if (fails) throw new TypeError('not now');
				return fakeHandler();
			},
		});
		await until(session.media.failing, (failing) => failing, PATIENCE_MS);
		fails = false;
		await until(session.media.failing, (failing) => !failing, PATIENCE_MS);
		await eventually(() => expect(session.media.transports().receive).not.toBeNull());
	});

	test('whatever passes is tried again', async () => {
		server.refusals.set('join', 'media-unavailable');
		const { session } = open('viewer');
		await eventually(() => expect(server.of('join').length).toBeGreaterThan(1));
		server.refusals.clear();
		await reaches(session, 'in');
	});
});

describe('the log', () => {
	test('entries are folded as they come', async () => {
		const { session } = open('viewer');
		await reaches(session, 'in');
		server.append({ type: 'scene-chosen', layout: 'screen', by: TEACHER });
		await eventually(() => expect(here(session).room.scene).toBe('screen'));
	});

	test('a lost entry is asked for', async () => {
		const { session } = open('viewer');
		await reaches(session, 'in');
		server.lose.add(server.entries.length + 1);
		server.append(
			{ type: 'hand-raised', peerId: ME, by: ME },
			{ type: 'scene-chosen', layout: 'stage', by: null },
		);
		await eventually(() => expect(here(session).room).toEqual(server.state));
		expect(server.of('readLog')).toHaveLength(1);
	});

	test('the end of the lesson ends the session', async () => {
		const { session } = open('viewer');
		await reaches(session, 'in');
		server.append({ type: 'phase-changed', phase: 'ended', cause: 'teacher' });
		expect((await reaches(session, 'ended')).lesson?.title).toBe('识谱');
		expect(session.media.transports().receive).toBeNull();
	});
});

describe('receiving', () => {
	test('sound always, pictures when somebody looks, at the size they are looked at', async () => {
		const { session } = open('viewer');
		await reaches(session, 'in');
		server.startSource(TEACHER, 'camera');
		server.startSource(TEACHER, 'microphone');
		await eventually(() => expect(receivedKeys(session)).toEqual(['teacher/microphone']));
		const away = session.media.want(TEACHER, 'camera', 1);
		await eventually(() => expect(receivedKeys(session)).toContain('teacher/camera'));
		await eventually(() =>
			expect(server.of('setPreferredLayers').map((each) => each.spatialLayer)).toEqual([1]),
		);
		const more = session.media.want(TEACHER, 'camera', 2);
		await eventually(() =>
			expect(server.of('setPreferredLayers').map((each) => each.spatialLayer)).toEqual([1, 2]),
		);
		away();
		more();
		await eventually(() => expect(server.of('pauseConsumer')).toHaveLength(1));
	});

	test('what stops is gone', async () => {
		const { session } = open('viewer');
		await reaches(session, 'in');
		const producerId = server.startSource(TEACHER, 'microphone');
		await eventually(() => expect(receivedKeys(session)).toHaveLength(1));
		server.append({
			type: 'source-stopped',
			peerId: TEACHER,
			source: 'microphone',
			producerId,
			cause: 'stopped',
		});
		await eventually(() => expect(receivedKeys(session)).toHaveLength(0));
	});

	test('pause, resume and layers are followed', async () => {
		const { session } = open('viewer');
		await reaches(session, 'in');
		session.media.want(TEACHER, 'camera', 2);
		server.startSource(TEACHER, 'camera');
		const camera = () => session.media.receiving.received.read().get('teacher/camera');
		await eventually(() => expect(camera()).toBeDefined());
		const { consumerId } = session.media.receiving.lines()[0]!;
		server.notify({ type: 'consumerPaused', consumerId: consumerId! });
		await eventually(() => expect(camera()?.paused).toBe(true));
		server.notify({ type: 'consumerResumed', consumerId: consumerId! });
		server.notify({ type: 'consumerLayers', consumerId: consumerId!, spatialLayer: 0 });
		await eventually(() => expect(camera()).toMatchObject({ paused: false, layer: 0 }));
	});
});

describe('sending', () => {
	test('camera and microphone are sent, the microphone only while it may be heard', async () => {
		const devices = new FakeDevices();
		devices.set('microphone');
		devices.set('camera');
		const { session } = open('classroom', devices);
		session.publish(true);
		await eventually(() =>
			expect(server.of('produce').map((each) => each.source)).toEqual(['microphone', 'camera']),
		);
		const microphone = () =>
			session.media.sending.lines().find((line) => line.source === 'microphone')?.producer;
		await eventually(() => expect(microphone()?.paused).toBe(true));
		server.append({ type: 'stage-entered', peerId: ME, by: TEACHER });
		await eventually(() => expect(microphone()?.paused).toBe(false));
		server.append({ type: 'muted', peerId: ME, by: TEACHER });
		await eventually(() => expect(microphone()?.paused).toBe(true));
	});

	test('three layers of a camera, one of a screen', async () => {
		const devices = new FakeDevices();
		devices.set('camera');
		const { session } = open('teacher', devices);
		session.publish(true);
		await eventually(() => expect(server.of('produce')).toHaveLength(1));
		devices.set('screen');
		await eventually(() => expect(server.of('produce')).toHaveLength(2));
		const [camera, screen] = server.of('produce');
		expect(camera?.rtpParameters.encodings?.map((each) => each.maxBitrate)).toEqual([
			100_000, 350_000, 1_200_000,
		]);
		expect(screen?.rtpParameters.encodings).toHaveLength(1);
	});

	test('another device replaces the track, nothing is produced anew; off closes', async () => {
		const devices = new FakeDevices();
		devices.set('camera');
		const { session } = open('teacher', devices);
		session.publish(true);
		await eventually(() => expect(session.media.sending.lines()[0]?.producer).toBeTruthy());
		const next = devices.set('camera');
		await eventually(() => expect(session.media.sending.lines()[0]?.producer?.track).toBe(next));
		expect(server.of('produce')).toHaveLength(1);
		devices.map.clear();
		devices.changes.tell();
		await eventually(() => expect(server.of('closeProducer')).toHaveLength(1));
		expect(next.readyState).toBe('live');
	});
});

describe('coming back', () => {
	const teaching = async () => {
		const devices = new FakeDevices();
		devices.set('camera');
		const classroom = open('classroom', devices);
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

	test('a source whose answer was lost with the socket does not stay beside the new one', async () => {
		const { session, devices } = await teaching();
		server.unanswered.add('produce');
		devices.set('screen');
		await eventually(() => expect(server.of('produce')).toHaveLength(1));
		server.cut();
		await eventually(() => expect(server.of('produce')).toHaveLength(2));
		await eventually(() => {
			const screens = peerById(server.state, ME)?.sources.filter((each) => each.source === 'screen');
			expect(screens).toHaveLength(1);
			expect(screens?.[0]?.producerId).toBe(session.media.sending.lines()[1]?.producerId);
		});
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
	}, 60_000);

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
		const { session } = open('viewer');
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
		const { session } = open('viewer', null, { timeoutMs: 1500 });
		await eventually(() => expect(session.media.transports().receive).not.toBeNull());
		expect([...server.transports]).toEqual([session.media.transports().receive?.id]);
	});

	test('a new one that has nothing to carry is not taken for broken', async () => {
		const { session } = open('viewer');
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
