import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LessonId, PeerId, PersonId, ProducerId } from '../ids.ts';
import type { LessonEvent, LogEntry } from './events.ts';
import { fold } from './fold.ts';
import { emptyRoom, handsInOrder, onStage, RoomState } from './roomState.ts';
import { visibleSources } from './visibility.ts';

const lessonId = LessonId.parse('lesson');
const teacher = PeerId.parse('teacher');
const village = PeerId.parse('village');
const other = PeerId.parse('other');
const personId = PersonId.parse('person');
const producer = (name: string) => ProducerId.parse(name);

const log = (events: readonly LessonEvent[]): LogEntry[] =>
	events.map((event, index) => ({ lessonId, seq: index + 1, at: 1_000 + index, event }));
const folded = (events: readonly LessonEvent[]) => log(events).reduce(fold, emptyRoom(lessonId));

const joined = (peerId: PeerId, role: 'teacher' | 'classroom' | 'viewer'): LessonEvent => ({
	type: 'peer-joined',
	peerId,
	role,
	subject: { kind: 'person', personId },
});
const started = (peerId: PeerId, source: 'camera' | 'microphone'): LessonEvent => ({
	type: 'source-started',
	peerId,
	source,
	kind: source === 'camera' ? 'video' : 'audio',
	producerId: producer(`${peerId}-${source}`),
});
const by = teacher;

const anyEvent: fc.Arbitrary<LessonEvent> = fc.constantFrom<LessonEvent>(
	{ type: 'room-opened', epoch: 1, node: 'n', plannedEnd: 5 },
	{ type: 'phase-changed', phase: 'teaching', cause: 'bell' },
	{ type: 'places-needed', nextStart: 9, endsAt: 8, teacher: true, classes: false, classroomIds: [] },
	{ type: 'places-free' },
	joined(teacher, 'teacher'),
	joined(village, 'classroom'),
	joined(other, 'viewer'),
	{ type: 'peer-lost', peerId: village },
	{ type: 'peer-returned', peerId: village },
	{ type: 'peer-left', peerId: other, cause: 'left' },
	{ type: 'hand-raised', peerId: village, by: village },
	{ type: 'hand-lowered', peerId: village, by },
	{ type: 'stage-entered', peerId: village, by },
	{ type: 'stage-left', peerId: village, by },
	{ type: 'muted', peerId: village, by },
	{ type: 'quality-changed', peerId: village, step: 'thumbnail', cause: 'loss' },
	{ type: 'sending-changed', peerId: village, step: 'small', cause: 'estimate' },
	started(teacher, 'camera'),
	started(village, 'camera'),
	started(village, 'microphone'),
	{
		type: 'source-stopped',
		peerId: village,
		source: 'camera',
		producerId: producer('village-camera'),
		cause: 'stopped',
	},
	{ type: 'media-lost', cause: 'worker-died' },
	{ type: 'scene-chosen', layout: 'screen', by },
);

describe('fold', () => {
	it('passes over what it has seen and refuses a hole', () => {
		const [first, second, third] = log([
			joined(teacher, 'teacher'),
			joined(village, 'classroom'),
			joined(other, 'viewer'),
		]);
		if (first === undefined || second === undefined || third === undefined) throw new Error('three entries');
		const state = fold(emptyRoom(lessonId), first);
		expect(fold(state, first)).toBe(state);
		expect(() => fold(state, third)).toThrow(RangeError);
		expect(fold(fold(state, second), third).peers).toHaveLength(3);
	});

	it('gives the same state whatever is resent, and always one that fits its schema', () => {
		fc.assert(
			fc.property(
				fc.array(anyEvent, { maxLength: 60 }),
				fc.array(fc.nat(59), { maxLength: 30 }),
				(events, resent) => {
					const entries = log(events);
					const plain = entries.reduce(fold, emptyRoom(lessonId));
					let state = emptyRoom(lessonId);
					for (const [index, entry] of entries.entries()) {
						state = fold(state, entry);
						for (const again of resent) {
							const earlier = entries[again];
							if (again <= index && earlier !== undefined) state = fold(state, earlier);
						}
					}
					expect(state).toEqual(plain);
					expect(RoomState.parse(plain)).toEqual(plain);
				},
			),
		);
	});

	it('knows that the next lesson waits, until it does not', () => {
		const need = { nextStart: 9, endsAt: 8, teacher: true, classes: false, classroomIds: [] };
		const told = folded([{ type: 'places-needed', ...need }]);
		expect(told.needed).toEqual(need);
		expect(fold(told, { lessonId, seq: 2, at: 3, event: { type: 'places-free' } }).needed).toBeNull();
	});

	it('lowers the hand of whoever comes on stage, and forgets the sources of whoever leaves', () => {
		const base = [joined(teacher, 'teacher'), joined(village, 'classroom'), started(village, 'camera')];
		const raised = folded([...base, { type: 'hand-raised', peerId: village, by: village }]);
		expect(handsInOrder(raised).map((peer) => peer.peerId)).toEqual([village]);
		const staged = folded([
			...base,
			{ type: 'hand-raised', peerId: village, by: village },
			{ type: 'stage-entered', peerId: village, by },
		]);
		expect(handsInOrder(staged)).toEqual([]);
		expect(onStage(staged).map((peer) => peer.peerId)).toEqual([village]);
		const left = folded([...base, { type: 'peer-left', peerId: village, cause: 'left' }]);
		expect(left.peers.find((peer) => peer.peerId === village)?.sources).toEqual([]);
	});
});

describe('visibleSources', () => {
	const base = [
		joined(teacher, 'teacher'),
		joined(village, 'classroom'),
		joined(other, 'viewer'),
		started(teacher, 'camera'),
		started(village, 'camera'),
		started(village, 'microphone'),
	];
	const seen = (events: readonly LessonEvent[], peerId: PeerId) =>
		visibleSources(folded(events), peerId).map(({ source }) => source.producerId as string);

	it('shows a child nobody but the teacher and the stage', () => {
		expect(seen(base, other)).toEqual(['teacher-camera']);
		expect(seen([...base, { type: 'stage-entered', peerId: village, by }], other)).toEqual([
			'teacher-camera',
			'village-camera',
			'village-microphone',
		]);
	});

	it('lets the teacher see, but not hear, every classroom', () => {
		expect(seen(base, teacher)).toEqual(['village-camera']);
	});

	it('shows nothing to whoever has left, and nobody itself', () => {
		expect(seen([...base, { type: 'peer-left', peerId: other, cause: 'left' }], other)).toEqual([]);
		fc.assert(
			fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
				for (const peerId of [teacher, village, other]) {
					const own = visibleSources(folded(events), peerId).filter(({ owner }) => owner.peerId === peerId);
					expect(own).toEqual([]);
				}
			}),
		);
	});

	it('knows what a link carries, until its media begin anew', () => {
		const tight: LessonEvent = { type: 'quality-changed', peerId: village, step: 'voice', cause: 'loss' };
		const qualityOf = (...events: LessonEvent[]) =>
			folded([joined(village, 'classroom'), ...events]).peers.map(({ quality }) => quality);
		expect(qualityOf()).toEqual(['full']);
		expect(qualityOf(tight)).toEqual(['voice']);
		expect(qualityOf(tight, { type: 'media-lost', cause: 'worker-died' })).toEqual(['full']);
	});

	it('knows what a link lets a Peer send; nothing said means all', () => {
		const sends = (step: 'full' | 'stills'): LessonEvent => ({
			type: 'sending-changed',
			peerId: village,
			step,
			cause: 'loss',
		});
		const sendingOf = (...events: LessonEvent[]) =>
			folded([joined(village, 'classroom'), ...events]).peers.map((peer) => peer.sending);
		expect(sendingOf()).toEqual([undefined]);
		expect(sendingOf(sends('stills'))).toEqual(['stills']);
		expect(sendingOf(sends('stills'), sends('full'))).toEqual([undefined]);
		expect(sendingOf(sends('stills'), { type: 'media-lost', cause: 'worker-died' })).toEqual([undefined]);
	});
});
