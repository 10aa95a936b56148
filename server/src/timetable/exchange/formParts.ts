// Columns and examples that several forms of a term's plan have.
import { line, prose } from '@classroom/protocol';
import type { Column, Words } from '../../platform/index.ts';
import { textColumn } from '../../platform/index.ts';

export const school: Words = { zh: '罗山镇中心小学', en: 'Luoshan Central School' };
export const termExample: Words = { zh: '2026 春季学期', en: 'Spring 2026' };

export const text = (
	header: Words,
	also: readonly string[],
	example: Words,
	right: Words,
	options: {
		readonly width?: number;
		readonly max?: number;
		readonly choices?: NonNullable<Column<string>['choices']>;
	} = {},
): Column<string> => {
	const { width = 22, max = 60, choices } = options;
	const about = { header, also, example, right, width, ...(choices === undefined ? {} : { choices }) };
	return textColumn(about, line(max));
};

export const list = (header: Words, also: readonly string[], example: Words, right: Words): Column<string> =>
	textColumn({ header, also, example, right, width: 36 }, prose(4000));
