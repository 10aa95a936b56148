// `npm run doctor [-- --json]`: checks an installation for its operator. Exit code 0: lessons will work.
import { examine } from './examine.ts';
import { asJson, asText, isHealthy } from './report.ts';

const [unknown] = process.argv.slice(2).filter((argument) => argument !== '--json');
if (unknown === undefined) {
	const findings = await examine(process.env);
	const text = process.argv.includes('--json') ? asJson(findings) : asText(findings);
	// A worker that hangs would keep this process alive.
	process.stdout.write(text, () => process.exit(isHealthy(findings) ? 0 : 1));
} else {
	process.stderr.write(`The doctor knows only --json, not ${unknown}.\n`);
	process.exitCode = 2;
}
