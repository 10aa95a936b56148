// LibreOffice, which makes a PDF of a presentation: with a profile of its own, without macros and linked files, in
// little memory and little time.
import { spawn } from 'node:child_process';
import { access, constants, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { AppError } from '../platform/index.ts';

/** A presentation of 200 pages with pictures takes about a minute. */
const TIME_MS = 180_000;
/** Address space; LibreOffice takes about 1.5 GB of it for an ordinary presentation, most of it never used. */
const ADDRESS_BYTES = 4_000_000_000;
/** What Debian calls what is missing. */
const PACKAGE = 'libreoffice-impress';

/** Where it is: as configured, or on the PATH; null: it is not installed. */
export const findOffice = async (configured: string | undefined, PATH: string): Promise<string | null> => {
	const places =
		configured === undefined
			? PATH.split(path.delimiter).map((folder) => path.join(folder, 'soffice'))
			: [configured];
	for (const place of places) {
		try {
			await access(place, constants.X_OK);
			return place;
		} catch {
			// The next one.
		}
	}
	return null;
};

export const officeMissing = (): AppError =>
	new AppError('office-missing', `soffice is not installed: apt-get install ${PACKAGE}`, {
		details: { package: PACKAGE },
	});

/**
 * Makes `folder`/converted.pdf of a presentation.
 * @throws AppError `courseware-too-complex` for what takes too long, `courseware-damaged`; the signal's reason
 */
export const convertPresentation = async (
	office: string,
	presentation: string,
	folder: string,
	signal: AbortSignal,
): Promise<string> => {
	const work = await mkdtemp(path.join(tmpdir(), 'classroom-office-'));
	try {
		await writeProfile(work);
		await run(office, ['--convert-to', 'pdf', '--outdir', folder, presentation], work, signal);
	} finally {
		await rm(work, { recursive: true, force: true });
	}
	const made = path.join(folder, `${path.parse(presentation).name}.pdf`);
	if (!(await readdir(folder)).includes(path.basename(made)))
		throw new AppError('courseware-damaged', 'LibreOffice made nothing of it');
	return made;
};

const option = (value: string, name: string): string =>
	`<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="${name}" oor:op="fuse">` +
	`<value>${value}</value></prop></item>`;

/** No macro runs, and nothing is fetched that the file links to. */
const writeProfile = async (work: string): Promise<void> => {
	const user = path.join(work, 'profile', 'user');
	await mkdir(user, { recursive: true });
	await writeFile(
		path.join(user, 'registrymodifications.xcu'),
		'<?xml version="1.0" encoding="UTF-8"?>' +
			'<oor:items xmlns:oor="http://openoffice.org/2001/registry">' +
			option('true', 'DisableMacrosExecution') +
			option('true', 'BlockUntrustedRefererLinks') +
			option('3', 'MacroSecurityLevel') +
			'</oor:items>',
	);
};

const run = (office: string, what: readonly string[], work: string, signal: AbortSignal): Promise<void> =>
	new Promise((resolve, reject) => {
		const profile = `-env:UserInstallation=${pathToFileURL(path.join(work, 'profile')).href}`;
		const options = ['--headless', '--norestore', '--nologo', '--nodefault', '--nolockcheck', profile];
		const command = ['-n', '10', 'prlimit', `--as=${ADDRESS_BYTES}`, '--core=0', office];
		const child = spawn('nice', [...command, ...options, ...what], {
			cwd: work,
			detached: true,
			env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', HOME: work, LANG: 'C.UTF-8' },
			stdio: 'ignore',
		});
		const end = (error?: Error): void => {
			clearTimeout(timer);
			signal.removeEventListener('abort', abort);
			// soffice is a script that starts the program itself: the whole group is meant.
			if (child.pid !== undefined) killGroup(child.pid);
			if (error === undefined) resolve();
			else reject(error);
		};
		const abort = (): void => end(new Error('ended while a presentation was made into pages'));
		const timer = setTimeout(
			() => end(new AppError('courseware-too-complex', 'LibreOffice takes too long')),
			TIME_MS,
		);
		child.once('error', end);
		child.once('exit', (code) =>
			end(code === 0 ? undefined : new AppError('courseware-damaged', `LibreOffice ended with ${code}`)),
		);
		if (signal.aborted) abort();
		else signal.addEventListener('abort', abort);
	});

const killGroup = (pid: number): void => {
	try {
		process.kill(-pid, 'SIGKILL');
	} catch {
		// Gone already.
	}
};
