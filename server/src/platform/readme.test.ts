import { readFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { expect, it } from 'vitest';
import { configTable } from './config.ts';

it('the table of the README is the configuration', async () => {
	const readme = readFileSync(path.resolve(import.meta.dirname, '../../../README.md'), 'utf8');
	const [, table] = /<!-- configuration:[^>]*-->\n([\s\S]*?)<!-- \/configuration -->/.exec(readme) ?? [];
	expect(table?.trim()).toBe((await format(configTable(), { parser: 'markdown' })).trim());
});
