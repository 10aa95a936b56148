// Appends to one lesson's log until killed, and tells its parent each number once it is acknowledged.
import { LessonId, PeerId } from '@classroom/protocol';
import { createLessonLog } from '../../../server/src/lessonLog/index.ts';
import { Metrics, openDatabase, silentLog, systemClock } from '../../../server/src/platform/index.ts';

const [url = '', lesson = ''] = process.argv.slice(2);
const log = createLessonLog({
	database: await openDatabase(url),
	clock: systemClock,
	log: silentLog(),
	metrics: new Metrics(),
});
const writer = await log.open(LessonId.parse(lesson));
const peerId = PeerId.parse('p1');
for (;;) {
	await Promise.all(
		[1, 2, 3, 4, 5].map(async () => {
			const { seq } = await writer.append({ type: 'hand-raised', peerId, by: null });
			process.send?.(seq);
		}),
	);
}
