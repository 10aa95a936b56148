import { CountyId, LessonId, RecordingId } from '@classroom/protocol';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeClock, openDatabase, silentLog } from '../platform/index.ts';
import type { Database } from '../platform/index.ts';
import { RECORDER_GRACE_MS, RecordingCatalogue, Recorders, recordingMigrations } from './index.ts';
import type { RecorderConnection } from './index.ts';

const music = LessonId.parse('music');
const art = LessonId.parse('art');
const countyId = CountyId.parse('baihe');

class Connection implements RecorderConnection {
	closed = false;
	readonly sent: string[] = [];
	send(notification: { type: string; lessonId: string }): void {
		this.sent.push(`${notification.type} ${notification.lessonId}`);
	}
}

let folder: string;
let database: Database;
let clock: FakeClock;
let catalogue: RecordingCatalogue;
let recorders: Recorders;
let taught: Set<LessonId>;

/** A server that has just started on the same database. */
const startServer = (): void => {
	catalogue = new RecordingCatalogue(database);
	recorders = new Recorders({
		catalogue,
		lessons: {
			countyOf: () => Promise.resolve(countyId),
			isOver: (lessonId) => Promise.resolve(!taught.has(lessonId)),
			isTaught: (lessonId) => Promise.resolve(taught.has(lessonId)),
		},
		clock,
		log: silentLog(),
	});
};

beforeEach(async () => {
	folder = mkdtempSync(path.join(tmpdir(), 'classroom-'));
	clock = new FakeClock();
	taught = new Set([music, art]);
	database = await openDatabase(`sqlite:${path.join(folder, 'test.sqlite')}`);
	await database.migrate(recordingMigrations);
	startServer();
});
afterEach(async () => {
	recorders.close();
	await database.close();
	rmSync(folder, { recursive: true });
});

const register = async (recorderId: string, places = 2, recording: LessonId[] = []) => {
	const connection = new Connection();
	const wanted = await recorders.register(connection, { recorderId, places, recording });
	return { connection, wanted: wanted.map(({ lessonId }) => lessonId) };
};

test('a lesson goes to the recorder that has room, and is taken back when it is over', async () => {
	const { connection, wanted } = await register('a');
	expect(wanted).toEqual([]);
	const recordingId = await recorders.lessonWantsRecording(music);
	expect(connection.sent).toEqual(['recordingWanted music']);
	expect(recorders.lessonOf(connection, recordingId)).toBe(music);
	expect(recorders.counts()).toEqual({ recorders: 1, places: 2, recording: 1, waiting: 0 });
	clock.advance(60_000);
	await recorders.lessonDone(music);
	expect(connection.sent).toEqual(['recordingWanted music', 'recordingUnwanted music']);
	expect(await catalogue.find(music)).toEqual({ recordingId, endedAt: clock.now() });
});

test('a lesson keeps its recording through restarts of the server, and others get another', async () => {
	const first = await recorders.lessonWantsRecording(music);
	startServer();
	expect(await recorders.lessonWantsRecording(music)).toBe(first);
	expect(await recorders.lessonWantsRecording(art)).not.toBe(first);
});

test('asked for at the same moment by several, it is one recording', async () => {
	const ids = await Promise.all([1, 2, 3].map(() => recorders.lessonWantsRecording(music)));
	expect(new Set(ids).size).toBe(1);
});

test('a lesson without a free recorder is wanted until one comes', async () => {
	await recorders.lessonWantsRecording(music);
	expect(recorders.counts().waiting).toBe(1);
	expect((await register('full', 0)).wanted).toEqual([]);
	const { wanted, connection } = await register('a');
	expect(wanted).toEqual(['music']);
	expect(connection.sent).toEqual([]);
});

test('a place that comes free goes to who waits', async () => {
	const { connection } = await register('a', 1);
	await recorders.lessonWantsRecording(music);
	await recorders.lessonWantsRecording(art);
	await recorders.lessonDone(music);
	expect(connection.sent).toEqual([
		'recordingWanted music',
		'recordingUnwanted music',
		'recordingWanted art',
	]);
});

test('a dropped recorder that is back within a second goes on', async () => {
	const { connection } = await register('a');
	const other = await register('b');
	await recorders.lessonWantsRecording(music);
	recorders.dropped(connection);
	clock.advance(RECORDER_GRACE_MS - 1);
	const back = await register('a', 2, [music]);
	clock.advance(10_000);
	expect(back.wanted).toEqual(['music']);
	expect(other.connection.sent).toEqual([]);
});

test('after a second another takes over, and the first stops when it comes back', async () => {
	const { connection } = await register('a');
	const other = await register('b');
	await recorders.lessonWantsRecording(music);
	recorders.dropped(connection);
	expect(other.connection.sent).toEqual([]);
	clock.advance(RECORDER_GRACE_MS);
	expect(other.connection.sent).toEqual(['recordingWanted music']);
	expect((await register('a', 2, [music])).wanted).toEqual([]);
});

test('with nobody to take over, the same recorder goes on with the same recording, killed or not', async () => {
	const { connection } = await register('a');
	const recordingId = await recorders.lessonWantsRecording(music);
	recorders.dropped(connection);
	clock.advance(60_000);
	expect(recorders.counts()).toMatchObject({ recorders: 0, waiting: 1 });
	const back = new Connection();
	expect(await recorders.register(back, { recorderId: 'a', places: 2, recording: [] })).toEqual([
		{ lessonId: music, recordingId },
	]);
});

test("a newer connection of the same recorder takes the older one's place", async () => {
	const old = await register('a');
	await recorders.lessonWantsRecording(music);
	const { wanted, connection } = await register('a', 2, [music]);
	expect(wanted).toEqual(['music']);
	recorders.dropped(old.connection);
	clock.advance(10_000);
	await recorders.lessonDone(music);
	expect(connection.sent).toEqual(['recordingUnwanted music']);
});

test('after a restart of the server a recorder goes on with what is still taught, before the Room is back', async () => {
	const recordingId = await recorders.lessonWantsRecording(music);
	await recorders.lessonWantsRecording(art);
	startServer();
	taught.delete(art);
	const connection = new Connection();
	const wanted = await recorders.register(connection, {
		recorderId: 'a',
		places: 2,
		recording: [music, art],
	});
	expect(wanted).toEqual([{ lessonId: music, recordingId }]);
	expect(await recorders.lessonWantsRecording(music)).toBe(recordingId);
	expect(connection.sent).toEqual([]);
});

test('a lesson that a recorder claims and nobody ever planned is not recorded', async () => {
	expect((await register('a', 2, [LessonId.parse('other')])).wanted).toEqual([]);
});

test('whether a place will be free is known before the lesson', async () => {
	expect(recorders.lessonExpected(music)).toBe(false);
	await register('a', 1);
	expect(recorders.lessonExpected(music)).toBe(true);
	expect(recorders.lessonExpected(art)).toBe(false);
	await recorders.lessonWantsRecording(music);
	expect(recorders.lessonExpected(music)).toBe(true);
	expect(recorders.lessonExpected(art)).toBe(false);
	await recorders.lessonDone(music);
	expect(recorders.lessonExpected(art)).toBe(true);
	expect(recorders.freePlaces()).toBe(0);
});

test("a recorder cannot speak of another's recording", async () => {
	await register('a');
	const other = await register('b');
	const recordingId = await recorders.lessonWantsRecording(music);
	expect(() => recorders.lessonOf(other.connection, recordingId)).toThrow('no such recording');
	expect(() => recorders.lessonOf(other.connection, RecordingId.parse('none'))).toThrow('no such recording');
});

test('a connection that closed while it registered leaves the newer one of the same recorder alone', async () => {
	await recorders.lessonWantsRecording(music);
	const old = new Connection();
	const late = recorders.register(old, { recorderId: 'a', places: 2, recording: [music] });
	old.closed = true;
	await expect(late).rejects.toMatchObject({ code: 'going-away' });
	expect(recorders.counts()).toMatchObject({ recorders: 0, waiting: 1 });
	expect((await register('a')).wanted).toEqual([music]);
});

test('a recording that a dying server could not end is ended by the next one; others go on', async () => {
	await recorders.lessonWantsRecording(music);
	await recorders.lessonWantsRecording(art);
	taught.delete(music);
	startServer();
	clock.advance(1000);
	await recorders.catchUp();
	expect((await catalogue.find(music))?.endedAt).toBe(clock.now());
	expect((await catalogue.find(art))?.endedAt).toBeNull();
});
