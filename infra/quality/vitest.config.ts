// Unit tests beside their source, integration tests on real parts, and end-to-end tests in Chromium: the pages of
// administration and replay, and live lessons. Lessons need the machine to themselves, but for those that mostly wait.
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = path.resolve(import.meta.dirname, '../..');

/** Files at a time of the projects that run together; a file may start servers of its own. */
const atOnce = Math.min(4, Math.max(2, Math.floor(availableParallelism() / 2)));

/**
 * How long something may take that is waited for, ms. No measure of anything: a busy machine may put any step off by
 * many seconds, and whoever does not fail never waits for so long.
 */
const patience = { timeout: 60_000, interval: 50 };

/** They use a third to two thirds of one core: for bells, for networks that are away, for the end of a film. */
const waiting = ['tests/e2e/{bell,clock,village}.test.ts'];

export default defineConfig({
	root,
	test: {
		projects: [
			{
				root,
				test: {
					name: 'unit',
					include: ['{server,recorder,infra}/**/*.test.ts'],
					exclude: ['**/node_modules/**'],
					expect: { poll: patience },
					testTimeout: 120_000,
					hookTimeout: 180_000,
					maxWorkers: atOnce,
				},
			},
			{
				root,
				test: {
					name: 'client',
					include: ['client/src/**/*.test.{ts,tsx}'],
					environment: 'happy-dom',
					testTimeout: 120_000,
					hookTimeout: 120_000,
					maxWorkers: atOnce,
				},
			},
			{
				root,
				test: {
					name: 'integration',
					include: ['tests/integration/**/*.test.ts'],
					globalSetup: 'tests/fixtures/postgresOfRun.ts',
					expect: { poll: patience },
					testTimeout: 240_000,
					hookTimeout: 240_000,
					maxWorkers: atOnce,
				},
			},
			{
				root,
				test: {
					name: 'pages',
					include: ['tests/e2e/{pages,replay}/**/*.test.ts'],
					expect: { poll: patience },
					testTimeout: 480_000,
					hookTimeout: 240_000,
					maxWorkers: 2,
				},
			},
			{
				root,
				test: {
					name: 'waiting',
					include: waiting,
					expect: { poll: patience },
					testTimeout: 480_000,
					hookTimeout: 240_000,
					maxWorkers: 2,
				},
			},
			{
				root,
				test: {
					name: 'e2e',
					include: ['tests/e2e/**/*.test.ts'],
					exclude: ['tests/e2e/{pages,replay}/**', ...waiting],
					expect: { poll: patience },
					testTimeout: 480_000,
					hookTimeout: 240_000,
					fileParallelism: false,
				},
			},
		],
	},
});
