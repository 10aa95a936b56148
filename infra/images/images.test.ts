import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ConfigKeys } from '../../server/src/platform/configKeys.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const compose = read('docker-compose.yml');

const filledIn = {
	...process.env,
	DOMAIN: 'classroom.example.org',
	ANNOUNCED_ADDRESS: '203.0.113.10',
	RECORDER_TOKEN: '0123456789abcdef0123456789abcdef',
	TURN_SECRET: '0123456789abcdef0123456789abcdef',
	POSTGRES_PASSWORD: 'secret',
	S3_ACCESS_KEY: 'access',
	S3_SECRET_KEY: 'secret',
};

const hasCompose = spawnSync('docker', ['compose', 'version']).status === 0;

/** The lines of one service. */
const service = (name: string): string => {
	const text = new RegExp(`^  ${name}:\\n((?:    .*\\n|\\n)+)`, 'm').exec(compose)?.[1];
	if (text === undefined) throw new Error(`no service ${name}`);
	return text;
};

const environmentOf = (name: string): Record<string, string> => {
	const block = /^ {4}environment:\n((?: {6}.*\n)+)/m.exec(service(name))?.[1] ?? '';
	return Object.fromEntries(
		[...block.matchAll(/^ {6}([A-Z_]+): (.*)$/gm)].map(([, key, value]) => [
			key!,
			value!.replace(/^'(.*)'$/, '$1').replace(/\$\{(\w+)[^}]*\}/g, (_all, name: string) => {
				const values: Record<string, string | undefined> = filledIn;
				return values[name] ?? '';
			}),
		]),
	);
};

test.each(['server', 'recorder'])('the %s gets only keys of the configuration, with good values', (name) => {
	const environment = environmentOf(name);
	expect(Object.keys(environment)).toContain('RECORDER_TOKEN');
	const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
	expect(ConfigKeys.safeParse(given).error).toBeUndefined();
});

test.each(['server', 'recorder'])("the %s's image sets only keys of the configuration", (name) => {
	const text = read(`infra/images/${name}.Dockerfile`);
	const [, block = ''] = /^ENV ((?:.*\\\n)*.*)$/m.exec(text) ?? [];
	const environment = Object.fromEntries(
		block
			.split(/\s*\\\n\s*/)
			.map((setting): [string, string] => [setting.split('=')[0]!, setting.split('=')[1]!])
			.filter(([key]) => key !== 'NODE_ENV'),
	);
	expect(Object.keys(environment).length).toBeGreaterThan(2);
	expect(ConfigKeys.safeParse(environment).error).toBeUndefined();
});

test('all files that docker-compose.yml names are there', () => {
	const named = [...compose.matchAll(/(?:dockerfile: |- \.\/)(infra\/[^:\s]+)/g)].map(([, file]) => file!);
	expect(named.length).toBeGreaterThan(3);
	for (const file of named) expect(fs.existsSync(path.join(root, file)), file).toBe(true);
});

test('example.env has every variable that must be filled in', () => {
	const needed = [...compose.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name!);
	for (const name of needed) expect(read('infra/images/example.env')).toMatch(new RegExp(`^${name}=`, 'm'));
});

test.skipIf(!hasCompose).each([[], ['postgres', 'redis', 's3']])(
	'docker compose accepts the file with profiles %s %s %s',
	(...profiles) => {
		const check = spawnSync(
			'docker',
			['compose', ...profiles.flatMap((profile) => ['--profile', profile]), 'config', '--quiet'],
			{ cwd: root, env: filledIn, encoding: 'utf8' },
		);
		expect(check.stderr).toBe('');
		expect(check.status).toBe(0);
	},
);
