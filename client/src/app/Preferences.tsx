import './Frame.css';
import { useTranslation } from 'react-i18next';
import { languages } from '../format/index.ts';
import { chooseTheme, themes, useTheme } from '../hooks/theme.ts';
import { useLanguage } from '../hooks/useLanguage.ts';
import { chooseLanguage } from '../i18n/index.ts';
import { Choice } from './Choice.tsx';

/** Language and colours, kept on this device. */
export function Preferences() {
	const { t } = useTranslation();
	const language = useLanguage();
	const theme = useTheme();
	return (
		<>
			<Choice
				legend={t('nav.language')}
				options={languages.map((value) => ({ value, text: t(`language.${value}`), lang: value }))}
				value={language}
				onChoose={(value) => void chooseLanguage(value)}
			/>
			<Choice
				legend={t('nav.theme')}
				options={themes.map((value) => ({ value, text: t(`theme.${value}`) }))}
				value={theme}
				onChoose={chooseTheme}
			/>
		</>
	);
}
