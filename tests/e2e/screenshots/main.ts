// `npm run screenshots [-- entrance days administration terms exchange timetable openings planning notices lesson stage quiz courseware device]`: every page in
// three sizes, light and dark, into tests/output/screenshots.
import path from 'node:path';
import { projectRoot, startInstallation } from '../../fixtures/installation.ts';
import { startBrowser } from '../browser.ts';
import { Album } from './album.ts';
import { shootCourseware } from './courseware.ts';
import { shootDevice } from './device.ts';
import { shootEntrance } from './entrance.ts';
import { shootExchange } from './exchange.ts';
import { shootLesson } from './lesson.ts';
import { shootNotices } from './notices.ts';
import { shootOpenings } from './openings.ts';
import { shootAdministration, shootDays } from './people.ts';
import { shootPlanning } from './planning.ts';
import { shootQuiz } from './quiz.ts';
import { shootStage } from './stage.ts';
import { shootTerms } from './terms.ts';
import { shootTimetable } from './timetable.ts';

const parts = {
	entrance: shootEntrance,
	days: shootDays,
	administration: shootAdministration,
	terms: shootTerms,
	exchange: shootExchange,
	timetable: shootTimetable,
	planning: shootPlanning,
	openings: shootOpenings,
	notices: shootNotices,
	lesson: shootLesson,
	stage: shootStage,
	quiz: shootQuiz,
	courseware: shootCourseware,
	device: shootDevice,
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !(name in parts));
if (unknown !== undefined) {
	process.stderr.write(`There is no part ${unknown}; there are ${Object.keys(parts).join(', ')}.\n`);
	process.exit(2);
}

const album = new Album(path.join(projectRoot, 'tests/output/screenshots'));
const installation = await startInstallation({
	name: 'screenshots',
	// Webhooks of these pictures go to a receiver of the program's own.
	settings: { WEBHOOK_ADDRESSES: '127.0.0.1' },
});
const browser = await startBrowser();
try {
	for (const [name, shoot] of Object.entries(parts)) {
		if (wanted.length > 0 && !wanted.includes(name)) continue;
		try {
			await shoot(album, browser, installation);
		} catch (error) {
			process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
			process.exitCode = 1;
		}
	}
} finally {
	await browser.close();
	await installation.stop();
}
process.stdout.write(`${album.finish()}\n`);
