// `npm run smoke [-- --json]`: a whole lesson of a minute on real parts. Exit code 0 only if everything held.
import { startInstallation } from '../../fixtures/installation.ts';
import { startBrowser } from '../browser.ts';
import { keepEvidence } from '../evidence.ts';
import type { SmokeReport } from './report.ts';
import { smokeLesson } from './smokeLesson.ts';
import { describe } from './text.ts';

const json = process.argv.includes('--json');
const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

const run = async (): Promise<SmokeReport | null> => {
	say('Starting an installation and a browser.');
	const installation = await startInstallation({ name: 'smoke' });
	const browser = await startBrowser();
	const keep = async (): Promise<void> =>
		say(`Logs, recording, screens: ${await keepEvidence(installation, browser)}`);
	try {
		const report = await smokeLesson(installation, browser, say);
		if (report.failures.length > 0) await keep();
		return report;
	} catch (error) {
		say(`The lesson did not go through: ${error instanceof Error ? error.message : String(error)}`);
		await keep();
		return null;
	} finally {
		await browser.close();
		await installation.stop();
	}
};

for (const unknown of process.argv.slice(2).filter((each) => each !== '--json')) {
	say(`npm run smoke knows only --json (npm run smoke -- --json), not ${unknown}.`);
	process.exit(2);
}
const report = await run();
if (report !== null)
	process.stdout.write(json ? `${JSON.stringify(report, null, '\t')}\n` : describe(report));
process.exitCode = report === null || report.failures.length > 0 ? 1 : 0;
