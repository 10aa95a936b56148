import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
	CallerRole,
	ClassroomKind,
	CommunityKind,
	ErrorCode,
	IssueCode,
	LessonKind,
	LessonStatus,
	NetworkState,
	PeerRole,
	SchoolKind,
	Source,
	Subject,
} from '@classroom/protocol';
import { firstLanguage } from './index.ts';

const here = import.meta.dirname;
const sources = path.join(here, '..');

const namespaces = readdirSync(path.join(here, 'zh-CN')).map((file) => path.basename(file, '.json'));

/** Keys of a file as `a.b.c`, to their texts. */
function keysOf(language: string, namespace: string): Map<string, string> {
	const found = new Map<string, string>();
	const walk = (value: unknown, at: string): void => {
		if (typeof value === 'string') found.set(at, value);
		else
			for (const [key, child] of Object.entries(value as object))
				walk(child, at === '' ? key : `${at}.${key}`);
	};
	walk(JSON.parse(readFileSync(path.join(here, language, `${namespace}.json`), 'utf8')), '');
	return found;
}

/** Chinese has one plural form and English two. */
const withoutPlural = (key: string): string => key.replace(/_(one|other)$/, '');

const keySet = (language: string, namespace: string): string[] =>
	[...new Set([...keysOf(language, namespace).keys()].map(withoutPlural))].sort();

const variables = (text: string): string[] =>
	[...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!).sort();

describe('both languages', () => {
	test('have the same files', () => {
		expect(readdirSync(path.join(here, 'en')).sort()).toEqual(readdirSync(path.join(here, 'zh-CN')).sort());
	});

	test.each(namespaces)('%s: the same keys', (namespace) => {
		expect(keySet('en', namespace)).toEqual(keySet('zh-CN', namespace));
	});

	test.each(namespaces)('%s: the same variables, no empty text', (namespace) => {
		const english = keysOf('en', namespace);
		for (const [key, chinese] of keysOf('zh-CN', namespace)) {
			expect(chinese.trim(), key).not.toBe('');
			expect(variables(english.get(key) ?? ''), key).toEqual(variables(chinese));
		}
	});

	test('English has straight marks: the Chinese fonts draw curly ones full width', () => {
		for (const namespace of namespaces) {
			for (const [key, text] of keysOf('en', namespace)) expect(text, key).not.toMatch(/[‘’“”]/);
		}
	});

	test('nobody is shouted at', () => {
		for (const namespace of namespaces) {
			for (const language of ['zh-CN', 'en']) {
				for (const [key, text] of keysOf(language, namespace)) expect(text, key).not.toMatch(/[!！]/);
			}
		}
	});
});

test('every code and word of the contract has its texts', () => {
	const errors = keysOf('zh-CN', 'error');
	for (const code of ErrorCode.options) {
		expect([code, errors.has(`${code}.what`), errors.has(`${code}.do`)]).toEqual([code, true, true]);
	}
	const words = keysOf('zh-CN', 'words');
	const lists = {
		role: CallerRole,
		peerRole: PeerRole,
		lessonKind: LessonKind,
		lessonStatus: LessonStatus,
		communityKind: CommunityKind,
		schoolKind: SchoolKind,
		classroomKind: ClassroomKind,
		subject: Subject,
		source: Source,
		network: NetworkState,
		issue: IssueCode,
	};
	for (const [list, { options }] of Object.entries(lists)) {
		for (const word of options) expect(words.has(`${list}.${word}`), `${list}.${word}`).toBe(true);
	}
});

/** Files that use texts, without the tests. */
function sourceFiles(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const at = path.join(folder, entry.name);
		if (entry.isDirectory()) return sourceFiles(at);
		return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [at] : [];
	});
}

/**
 * The keys a file uses, as patterns: `t('a.b')`, `t(\`a.${x}.c\`)`, and any quoted text in a file that has `t(`
 * followed by something else (a key chosen by a function or table of the same file).
 */
function usedPatterns(source: string): RegExp[] {
	if (!source.includes('react-i18next') && !source.includes('i18next')) return [];
	const firsts = [...source.matchAll(/useTranslation\((?:\[?'(\w+)')?/g)].map(
		(match) => match[1] ?? 'common',
	);
	const literals = [
		...source.matchAll(/'((?:\w+:)?[\w-]+(?:\.[\w-]+)*)'/g),
		...source.matchAll(/`([^`]*)`/g),
	];
	return literals.flatMap(([, literal]) => {
		const parts = (literal ?? '')
			.split(/\$\{[^}]*\}/)
			.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
		const key = parts.join('[\\w-]+');
		const full = key.includes(':') ? [key] : firsts.map((first) => `${first}:${key}`);
		return full.map((each) => new RegExp(`^${each}$`));
	});
}

test('no text is left over', () => {
	const patterns = sourceFiles(sources).flatMap((file) => usedPatterns(readFileSync(file, 'utf8')));
	const unused = namespaces
		// All of these belong to the contract's lists, checked above.
		.filter((namespace) => namespace !== 'error' && namespace !== 'words')
		.flatMap((namespace) => keySet('zh-CN', namespace).map((key) => `${namespace}:${key}`))
		.filter((key) => !patterns.some((pattern) => pattern.test(key)));
	expect(unused).toEqual([]);
});

test('no key is missing', () => {
	// The compiler checks the keys by types.ts; this checks that types.ts knows every file.
	const known = [...readFileSync(path.join(here, 'types.ts'), 'utf8').matchAll(/'\.\/zh-CN\/(\w+)\.json'/g)];
	expect(known.map((match) => match[1]).sort()).toEqual([...namespaces].sort());
});

test('the first language', () => {
	expect(firstLanguage('en', ['zh-CN'])).toBe('en');
	expect(firstLanguage(null, ['en-US', 'en'])).toBe('en');
	expect(firstLanguage(null, ['en-US', 'zh-CN'])).toBe('zh-CN');
	expect(firstLanguage(null, [])).toBe('zh-CN');
	expect(firstLanguage('fr', ['fr'])).toBe('zh-CN');
});
