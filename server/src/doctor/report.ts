// How the findings are shown: a line each, or JSON.
import type { Finding } from './finding.ts';

const marks = { ok: 'ok     ', warning: 'WARNING', problem: 'PROBLEM' } as const;

export const asText = (findings: readonly Finding[]): string => {
	const width = Math.max(...findings.map(({ about }) => about.length));
	const lines = findings.map(({ about, state, says, todo }) => {
		const line = `${marks[state]}  ${about.padEnd(width)}  ${says}`;
		return todo === undefined ? line : `${line}\n${' '.repeat(width + 11)}→ ${todo}`;
	});
	return `${lines.join('\n')}\n\n${summary(findings)}\n`;
};

export const asJson = (findings: readonly Finding[]): string =>
	`${JSON.stringify({ ok: isHealthy(findings), findings }, null, 2)}\n`;

/** Warnings do not make an installation ill. */
export const isHealthy = (findings: readonly Finding[]): boolean =>
	findings.every(({ state }) => state !== 'problem');

const summary = (findings: readonly Finding[]): string => {
	const problems = findings.filter(({ state }) => state === 'problem').length;
	const warnings = findings.filter(({ state }) => state === 'warning').length;
	if (problems + warnings === 0) return 'All is well.';
	return `${count(problems, 'problem')}, ${count(warnings, 'warning')}.`;
};

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
