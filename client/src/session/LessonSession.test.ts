// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { until } from './store.ts';
import { FakeDevices } from './testing/fakeDevices.ts';
import { ME, TEACHER } from './testing/fakeServer.ts';
import type { FakeServer } from './testing/fakeServer.ts';
import {
	FakeLessons,
	PATIENCE_MS,
	eventually,
	fakeHandler,
	here,
	reaches,
	receivedKeys,
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

describe('joining', () => {
	test('joins and has the state', async () => {
		const { session } = lessons.open('viewer');
		const joined = await reaches(session, 'in');
		expect(joined.room).toEqual(server.state);
		expect(joined.lesson.title).toBe('识谱');
	});

	test('a viewer makes one transport, a classroom both at once', async () => {
		await reaches(lessons.open('viewer').session, 'in');
		await eventually(() => expect(server.of('createTransport')).toHaveLength(1));
		expect(server.of('createTransport')[0]?.rtpCapabilities?.codecs?.length).toBeGreaterThan(0);
		server.requests.length = 0;
		await reaches(lessons.open('classroom', new FakeDevices()).session, 'in');
		await eventually(() =>
			expect(server.of('createTransport').map((each) => each.direction)).toEqual(['receive', 'send']),
		);
	});

	test('a Room that is not open yet is waited for', async () => {
		server.refusals.set('join', 'room-not-open');
		const { session } = lessons.open('classroom');
		await reaches(session, 'early');
	});

	test.each([
		['lesson-ended', 'ended'],
		['forbidden', 'refused'],
		['lesson-not-found', 'refused'],
	] as const)('%s is the end', async (code, step) => {
		server.refusals.set('join', code);
		await reaches(lessons.open('viewer').session, step);
	});

	test('a browser whose WebRTC does not start is asked again, and the page can say so', async () => {
		let fails = true;
		const { session } = lessons.open('viewer', null, {
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
		const { session } = lessons.open('viewer');
		await eventually(() => expect(server.of('join').length).toBeGreaterThan(1));
		server.refusals.clear();
		await reaches(session, 'in');
	});
});

describe('the log', () => {
	test('entries are folded as they come', async () => {
		const { session } = lessons.open('viewer');
		await reaches(session, 'in');
		server.append({ type: 'scene-chosen', layout: 'screen', by: TEACHER });
		await eventually(() => expect(here(session).room.scene).toBe('screen'));
	});

	test('a lost entry is asked for', async () => {
		const { session } = lessons.open('viewer');
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
		const { session } = lessons.open('viewer');
		await reaches(session, 'in');
		server.append({ type: 'phase-changed', phase: 'ended', cause: 'teacher' });
		expect((await reaches(session, 'ended')).lesson?.title).toBe('识谱');
		expect(session.media.transports().receive).toBeNull();
	});
});

describe('receiving', () => {
	test('sound always, pictures when somebody looks, at the size they are looked at', async () => {
		const { session } = lessons.open('viewer');
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
		const { session } = lessons.open('viewer');
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
		const { session } = lessons.open('viewer');
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
		const { session } = lessons.open('classroom', devices);
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
		const { session } = lessons.open('teacher', devices);
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

	test('what is switched off while it is still being set up is stopped too', async () => {
		const devices = new FakeDevices();
		const { session } = lessons.open('teacher', devices);
		session.publish(true);
		await eventually(() => expect(session.media.transports().send).not.toBeNull());
		devices.set('screen');
		await eventually(() => expect(session.media.sending.lines()).toHaveLength(1));
		devices.map.clear();
		devices.changes.tell();
		await eventually(() => expect(server.of('closeProducer')).toHaveLength(1));
	});

	test('another device replaces the track, nothing is produced anew; off closes', async () => {
		const devices = new FakeDevices();
		devices.set('camera');
		const { session } = lessons.open('teacher', devices);
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
