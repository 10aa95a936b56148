import { useTranslation } from 'react-i18next';
import { isLanguage } from '../format/index.ts';
import type { Language } from '../format/index.ts';

/** The language the page is shown in, for the functions of format/. */
export function useLanguage(): Language {
	const { i18n } = useTranslation();
	return isLanguage(i18n.language) ? i18n.language : 'zh-CN';
}
