// `npm run county -- NAME`: makes a further county in this installation and prints, once, the link by which its first
// administrator comes in. The server may be running.
import { Name } from '@classroom/protocol';
import { migrations } from './features.ts';
import { identityFeature } from './identity/index.ts';
import {
	addressToOpen,
	AppError,
	createBus,
	isAppError,
	loadConfig,
	memoryCarrier,
	Metrics,
	openDatabase,
	silentLog,
	systemClock,
} from './platform/index.ts';
import { createSchoolDirectory } from './schools/index.ts';
import { lessonTimes } from './timetable/index.ts';

const nameOf = (given: readonly string[]): string => {
	const name = Name.safeParse(given.join(' '));
	if (name.success) return name.data;
	throw new AppError(
		'bad-request',
		'Say what the county is called, in one line of 1 to 60 characters: npm run county -- 白河县',
	);
};

const newCountyLink = async (name: string): Promise<string> => {
	const config = loadConfig(process.env);
	if (config.MODE === 'demo') {
		throw new AppError(
			'demo-only',
			'This is a demonstration, whose county is invented. Set MODE=production, and DATABASE_URL or DATA_DIR as the server has them.',
		);
	}
	const database = await openDatabase(config.DATABASE_URL);
	try {
		await database.migrate(migrations);
		const log = silentLog();
		const identity = await identityFeature({
			database,
			clock: systemClock,
			log,
			metrics: new Metrics(),
			bus: createBus(memoryCarrier(), log),
			config,
			schools: createSchoolDirectory(database, systemClock),
			lessons: lessonTimes(database),
		});
		try {
			return await identity.newCountyLink(addressToOpen(config, config.PORT), name);
		} finally {
			await identity.close();
		}
	} finally {
		await database.close();
	}
};

try {
	const name = nameOf(process.argv.slice(2));
	const link = await newCountyLink(name);
	process.stdout.write(`The first administrator of ${name} opens this link, once: ${link}\n`);
} catch (error) {
	if (!isAppError(error)) throw error;
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 1;
}
