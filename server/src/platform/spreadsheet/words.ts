// The two languages that spreadsheets speak.
import type { SheetLanguage } from '@classroom/protocol';

export interface Words {
	readonly zh: string;
	readonly en: string;
}

export const say = (words: Words, language: SheetLanguage): string =>
	language === 'en' ? words.en : words.zh;

/** `{name}` becomes the detail of that name. */
export const fill = (text: string, details: Readonly<Record<string, string | number>>): string =>
	text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ''));

/** By what words in a sheet are recognised: width, case, space and the mark for "required" do not count. */
export const wordKey = (text: string): string =>
	text
		.normalize('NFKC')
		.toLowerCase()
		.replaceAll(/[\s*＊]|\((必填|选填|可选|required|optional)\)/g, '');
