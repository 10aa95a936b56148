/** The languages of the user interface; Chinese first. */
export const languages = ['zh-CN', 'en'] as const;

export type Language = (typeof languages)[number];

export function isLanguage(value: unknown): value is Language {
	return value === 'zh-CN' || value === 'en';
}
