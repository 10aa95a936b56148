import { useTranslation } from 'react-i18next';
import type { QuizKind } from '@classroom/protocol';

const LETTERS = 'ABCDEF';

/** What the options are called: A, B, C …, or true and false. */
export function useOptionNames({ kind, options }: { kind: QuizKind; options: number }): string[] {
	const { t } = useTranslation('quiz');
	if (kind === 'judge') return [t('letters.right'), t('letters.wrong')];
	return Array.from(LETTERS.slice(0, options));
}
