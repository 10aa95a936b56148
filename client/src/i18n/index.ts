// Texts in Chinese and English. One file a page group and language, loaded when its page is.
import i18next from 'i18next';
import type { ReadCallback } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { isLanguage } from '../format/index.ts';
import type { Language } from '../format/index.ts';

export type Texts = Readonly<Record<string, unknown>>;

const files = import.meta.glob<Texts>('./*/*.json', { import: 'default' });

const STORED = 'language';

/** The language chosen before, or the browser's if we have it; Chinese else. */
export function firstLanguage(stored: string | null, wanted: readonly string[]): Language {
	if (isLanguage(stored)) return stored;
	return wanted.some((each) => each.toLowerCase().startsWith('zh')) ||
		!wanted[0]?.toLowerCase().startsWith('en')
		? 'zh-CN'
		: 'en';
}

function read(language: string, namespace: string, done: ReadCallback): void {
	const load = files[`./${language}/${namespace}.json`];
	if (!load) {
		done(new Error(`no texts for ${language}/${namespace}`), false);
		return;
	}
	load().then(
		(texts) => done(null, texts),
		(error: unknown) => done(error instanceof Error ? error : new Error(String(error)), true),
	);
}

function stored(): string | null {
	try {
		return localStorage.getItem(STORED);
	} catch {
		return null;
	}
}

let textsStarted: () => void = () => undefined;
const started = new Promise<void>((resolve) => {
	textsStarted = resolve;
});

/** Ready when the texts that every page needs are there. */
export async function startTexts(language = firstLanguage(stored(), navigator.languages)): Promise<void> {
	await i18next
		.use({ type: 'backend', callbackApi: true, init: () => undefined, read })
		.use(initReactI18next)
		.init({
			lng: language,
			fallbackLng: false,
			supportedLngs: ['zh-CN', 'en'],
			load: 'currentOnly',
			ns: ['common', 'error', 'words'],
			defaultNS: 'common',
			// React escapes by itself.
			interpolation: { escapeValue: false },
			returnNull: false,
		});
	document.documentElement.lang = language;
	textsStarted();
}

/** Keeps the language on this device; every text on the page follows at once. */
export async function chooseLanguage(language: Language): Promise<void> {
	try {
		localStorage.setItem(STORED, language);
	} catch {
		// Storage is switched off: the choice holds until the page is closed.
	}
	await i18next.changeLanguage(language);
	document.documentElement.lang = language;
}

/** Loads the texts of a page while its code still loads. A page group without a file of its own has none. */
export async function loadTexts(...namespaces: readonly string[]): Promise<void> {
	// The router asks for the first page before the texts have started.
	await started;
	await i18next.loadNamespaces(namespaces.filter((each) => files[`./zh-CN/${each}.json`] !== undefined));
}
