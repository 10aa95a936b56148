// Text that people type: normalised, bounded, free of characters that trick the reader.
import { z } from 'zod';

// Control characters, bidirectional overrides and isolates, zero-width marks, line and paragraph separators.
// ZWJ (U+200D) stays: emoji and some scripts need it.
const trickCharacters =
	/[\p{Cc}\u061C\u200B\u200C\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/u;

// Spaces, controls, marks without a letter, and characters that are drawn as nothing (U+2800 is a blank of Braille).
const visible = /[^\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

const lengthOf = (text: string): number => Array.from(text).length;

/** `checked`: without the characters that are allowed here. An empty text is another issue. */
const isReadable = (text: string, checked: string): boolean =>
	text === '' || (visible.test(text) && !trickCharacters.test(checked));

/**
 * One line, such as a name: NFC, trimmed, at most `max` code points, one of them visible.
 * Issues: `required`, `too-long`, `bad-characters`.
 */
export const line = (max: number) =>
	z
		.string('required')
		.max(max * 16, 'too-long')
		.transform((text) => text.normalize('NFC').trim())
		.refine((text) => text.length > 0, 'required')
		.refine((text) => lengthOf(text) <= max, 'too-long')
		.refine((text) => isReadable(text, text), 'bad-characters');

/** Several lines, such as a chat message: as {@link line}, with tab and newline allowed. */
export const prose = (max: number) =>
	z
		.string('required')
		.max(max * 16, 'too-long')
		.transform((text) => text.normalize('NFC').trim())
		.refine((text) => text.length > 0, 'required')
		.refine((text) => lengthOf(text) <= max, 'too-long')
		.refine((text) => isReadable(text, text.replaceAll(/[\t\n]/g, ' ')), 'bad-characters');

/** What is looked for in a list. No database takes U+0000 in a text. */
export const SearchText = z
	.string()
	.max(60)
	.refine((text) => !text.includes('\u0000'), 'bad-characters');

/** A person's, school's or classroom's name. */
export const Name = line(60);
/** What somebody types to sign in: 2 to 40 of letters, digits and `. _ - @`, any script. */
export const LoginName = line(40).refine((text) => /^[\p{L}\p{N}._@-]{2,40}$/u.test(text), 'bad-characters');
/** 10 to 200 characters; length is what makes a password strong (NIST SP 800-63B, 5.1.1.2). */
export const NewPassword = z.string('required').min(10, 'too-short').max(200, 'too-long');
