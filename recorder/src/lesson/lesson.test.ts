import { emptyRoom, LessonId, PeerId, ProducerId } from '@classroom/protocol';
import type { LessonEvent, LogEntry, PeerRole, RoomState, Source } from '@classroom/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configuredMediaAddress, findMediaAddress } from '../mediaAddress.ts';
import { RoomView } from './roomView.ts';
import { causeOfStop, trackGoesOn, wantedSources } from './wantedSources.ts';

const lessonId = LessonId.parse('l');
const peer = (name: string) => PeerId.parse(name);

const log = (...events: LessonEvent[]): LogEntry[] =>
	events.map((event, index) => ({ lessonId, seq: index + 1, at: 1000 + index, event }));

const joined = (name: string, role: PeerRole): LessonEvent => ({
	type: 'peer-joined',
	peerId: peer(name),
	role,
	subject: { kind: 'service', service: 'recorder' },
});

const started = (name: string, source: Source): LessonEvent => ({
	type: 'source-started',
	peerId: peer(name),
	source,
	kind: source === 'camera' || source === 'screen' ? 'video' : 'audio',
	producerId: ProducerId.parse(`${name}-${source}`),
});

const lesson = log(
	joined('recorder', 'recorder'),
	joined('t', 'teacher'),
	joined('c', 'classroom'),
	started('t', 'camera'),
	started('t', 'microphone'),
	started('t', 'screen'),
	started('c', 'camera'),
	started('c', 'microphone'),
);

const after = (...entries: LogEntry[]): RoomState => {
	const view = new RoomView(lessonId);
	view.add(entries);
	return view.state;
};

const wanted = (state: RoomState) =>
	wantedSources(state, peer('recorder')).map(({ producerId, track }) => [
		producerId,
		track.role,
		track.group,
	]);

describe('what is to be recorded', () => {
	const teacher = [
		['t-camera', 'teacher', 'camera'],
		['t-microphone', 'teacher', 'camera'],
		['t-screen', 'teacher', 'screen'],
	];

	it('is the teacher, and who is on stage as long as it is', () => {
		const before = after(...lesson);
		expect(wanted(before)).toEqual(teacher);
		const entry = (seq: number, event: LessonEvent): LogEntry => ({ lessonId, seq, at: 2000, event });
		const entered = entry(9, { type: 'stage-entered', peerId: peer('c'), by: null });
		const onStage = after(...lesson, entered);
		expect(wanted(onStage)).toEqual([
			...teacher,
			['c-camera', 'stage', 'camera'],
			['c-microphone', 'stage', 'camera'],
		]);
		const track = { peerId: 'c', group: 'camera', role: 'stage' } as const;
		expect(trackGoesOn(onStage, track)).toBe(true);
		const left = entry(10, { type: 'stage-left', peerId: peer('c'), by: null });
		expect(trackGoesOn(after(...lesson, entered, left), track)).toBe(false);
		expect(trackGoesOn(emptyRoom(lessonId), { ...track, role: 'teacher' })).toBe(true);
	});

	it('lacks something unless it was stopped on purpose', () => {
		const stopped = (cause: 'stopped' | 'peer-gone' | 'media-lost') =>
			causeOfStop(
				{
					type: 'source-stopped',
					peerId: peer('t'),
					source: 'camera',
					producerId: ProducerId.parse('p'),
					cause,
				},
				'worker-died',
			);
		expect(stopped('stopped')).toBeNull();
		expect(stopped('peer-gone')).toBe('network-loss');
		expect(stopped('media-lost')).toBe('worker-died');
	});
});

describe('RoomView', () => {
	it('is the fold of the whole log, in whatever order and however often entries come', () => {
		fc.assert(
			fc.property(fc.shuffledSubarray([...lesson, ...lesson], { minLength: 0 }), (arriving) => {
				const view = new RoomView(lessonId);
				const folded = arriving.flatMap((entry) => view.add([entry]));
				expect(folded.map(({ seq }) => seq)).toEqual(folded.map((_, index) => index + 1));
				view.add(lesson.slice(view.state.seq));
				expect(view.state).toEqual(after(...lesson));
				expect(view.hasHole).toBe(false);
			}),
		);
	});

	it('takes a snapshot, and what came before it', () => {
		const view = new RoomView(lessonId);
		view.add(lesson.slice(6));
		expect(view.hasHole).toBe(true);
		view.take(after(...lesson.slice(0, 6)));
		expect(view.state).toEqual(after(...lesson));
	});
});

describe('where media is received', () => {
	it('is loopback for a server on this machine, without encryption', async () => {
		expect(await findMediaAddress('http://localhost:3000')).toEqual({
			listenIp: '127.0.0.1',
			announcedIp: '127.0.0.1',
			srtp: false,
		});
		const unknown = (): Promise<never> => Promise.reject(new Error('ENOTFOUND'));
		await expect(findMediaAddress('http://nowhere.invalid', unknown)).rejects.toThrow('ENOTFOUND');
	});

	it('is as configured, encrypted beyond loopback', () => {
		expect(configuredMediaAddress('127.0.0.1', undefined).srtp).toBe(false);
		expect(configuredMediaAddress('0.0.0.0', '10.0.0.5')).toEqual({
			listenIp: '0.0.0.0',
			announcedIp: '10.0.0.5',
			srtp: true,
		});
	});
});
