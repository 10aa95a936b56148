import { ConsumerId, ProducerId, TransportId } from '@classroom/protocol';
import { pino } from 'pino';
import { beforeEach, expect, it } from 'vitest';
import type { LessonRecording } from '../recording/lessonRecording.ts';
import { RequestFailed } from '../signalling/requestFailed.ts';
import type { ServerSocket } from '../signalling/serverSocket.ts';
import { LessonMedia } from './lessonMedia.ts';
import type { WantedSource } from './wantedSources.ts';

const producerId = ProducerId.parse('camera');
const camera = (paused: boolean): WantedSource => ({
	producerId,
	paused,
	track: { peerId: 't', group: 'camera', role: 'teacher' },
});

let requests: string[];
let streams: Map<string, boolean>;
let failing: Set<string>;
let media: LessonMedia;

beforeEach(() => {
	requests = [];
	streams = new Map();
	failing = new Set();
	let consumers = 0;
	const answers: Record<string, () => object> = {
		createPlainTransport: () => ({
			transportId: TransportId.parse('transport'),
			ip: '127.0.0.1',
			port: 1,
			srtpParameters: null,
		}),
		consume: () => ({
			consumerId: ConsumerId.parse(`consumer${++consumers}`),
			kind: 'video',
			rtpParameters: {},
			producerPaused: false,
		}),
		resumeConsumer: () => ({}),
		closeConsumer: () => ({}),
	};
	const socket = {
		request: (type: string) => {
			requests.push(type);
			if (failing.has(type)) return Promise.reject(new RequestFailed('unavailable'));
			return Promise.resolve(answers[type]?.());
		},
	} as unknown as ServerSocket;
	const recording = {
		offer: () => ({ ip: '127.0.0.1', port: 2, srtpParameters: undefined }),
		connect: () => undefined,
		addTrack: () => 'teacher-camera-t',
		addStream: (_track: string, { consumerId, paused }: { consumerId: string; paused: boolean }) =>
			streams.set(consumerId, paused),
		pauseStream: (consumerId: string, paused: boolean) => streams.set(consumerId, paused),
		removeStream: (consumerId: string) => streams.delete(consumerId),
	} as unknown as LessonRecording;
	media = new LessonMedia(socket, recording, '127.0.0.1', pino({ level: 'silent' }));
});

const reconcile = (paused = false) => media.reconcile([camera(paused)], () => true);

it('makes a Consumer anew that could not be resumed', async () => {
	failing.add('resumeConsumer');
	expect(await reconcile()).toBe(false);
	expect([...streams]).toEqual([]);
	failing.clear();
	expect(await reconcile()).toBe(true);
	expect([...streams]).toEqual([['consumer2', false]]);
	expect(requests.filter((type) => type === 'closeConsumer')).toHaveLength(1);
});

it('learns from the Room what was paused and resumed while it was away', async () => {
	await reconcile();
	await reconcile(true);
	expect([...streams]).toEqual([['consumer1', true]]);
	await reconcile(false);
	expect([...streams]).toEqual([['consumer1', false]]);
});
