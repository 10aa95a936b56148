import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ConfigurationError, loadConfig } from './config.ts';

const token = '0123456789abcdef0123456789abcdef';
const least = { SERVER_URL: 'http://localhost:3000', RECORDER_TOKEN: token };

it('needs little, and derives the rest', () => {
	expect(loadConfig(least, '/srv')).toMatchObject({
		RECORDINGS_DIR: '/srv/data/recordings',
		FFMPEG_PATH: 'ffmpeg',
		RECORDER_PLACES: 8,
		RECORDER_ID: expect.stringMatching(/^[A-Za-z0-9-]+-[0-9a-f]{8}$/) as string,
	});
	expect(loadConfig({ ...least, DATA_DIR: '/var/x', RECORDER_PLACES: '3' }, '/srv')).toMatchObject({
		RECORDINGS_DIR: '/var/x/recordings',
		RECORDER_PLACES: 3,
	});
});

it('says in sentences what is wrong', () => {
	expect(() => loadConfig({ RECORDER_TOKEN: 'short' }, '/srv')).toThrow(
		'SERVER_URL is missing.\nRECORDER_TOKEN: must have at least 32 characters.',
	);
	expect(() => loadConfig({ ...least, RECORDER_LISTEN_IP: 'here' }, '/srv')).toThrow(ConfigurationError);
	expect(() => loadConfig({ ...least, CONFIG_FILE: '/nowhere.json' }, '/srv')).toThrow('/nowhere.json');
});

it('reads the file that it shares with the server, beneath the environment', async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'config-'));
	onTestFinished(() => rm(folder, { recursive: true, force: true }));
	const file = { RECORDER_PLACES: 5, RECORDINGS_DIR: 'films', PORT: 3000, LOG_LEVEL: 'warn' };
	await writeFile(path.join(folder, 'classroom.config.json'), JSON.stringify(file));
	expect(loadConfig({ ...least, LOG_LEVEL: 'debug' }, folder)).toMatchObject({
		RECORDER_PLACES: 5,
		RECORDINGS_DIR: path.join(folder, 'films'),
		LOG_LEVEL: 'debug',
	});
});
