// Type-checked lint for all workspaces. Warnings are errors (see "check:lint" in package.json).
import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import path from 'node:path';
import tseslint from 'typescript-eslint';

const root = path.resolve(import.meta.dirname, '../..');
const testFiles = ['**/*.test.ts', '**/*.test.tsx', 'tests/**', 'server/src/testing/**'];

export default defineConfig(
	{ ignores: ['**/node_modules/**', '**/dist/**', 'data/**', 'coverage/**', 'tests/output/**'] },
	js.configs.recommended,
	tseslint.configs.strictTypeChecked,
	tseslint.configs.stylisticTypeChecked,
	{
		rules: {
			'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
			'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
			'no-console': 'error',
			eqeqeq: 'error',
			'@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
			'@typescript-eslint/consistent-type-definitions': 'off',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/restrict-template-expressions': [
				'error',
				{ allowNumber: true, allowBoolean: true },
			],
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true },
			],
			'@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
		},
	},
	// Each by its own program alone: given all, it would load one after the other until one has the file.
	...['server', 'client', 'recorder', 'tests', 'infra'].map((name) => ({
		files: [`${name}/**`],
		languageOptions: {
			parserOptions: { project: path.join(root, name, 'tsconfig.json'), tsconfigRootDir: root },
		},
	})),
	{
		files: ['client/**'],
		...reactHooks.configs.flat.recommended,
		languageOptions: { globals: globals.browser },
	},
	{
		files: testFiles,
		rules: {
			'@typescript-eslint/consistent-type-assertions': 'off',
			'max-lines-per-function': 'off',
			'@typescript-eslint/no-non-null-assertion': 'off',
		},
	},
	{ files: ['infra/**', 'tests/**'], rules: { 'no-console': 'off' } },
	{ files: ['**/*.mjs', '**/*.js', '**/*.cjs'], languageOptions: { globals: globals.node } },
	prettier,
);
