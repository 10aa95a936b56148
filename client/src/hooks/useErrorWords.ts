// An error in words: what happened and what to do, with the names and numbers that the server gave.
import { useTranslation } from 'react-i18next';
import type { AnyErrorCode } from '../api/apiError.ts';
import { remainingText, weekdayText } from '../format/index.ts';
import { useLanguage } from './useLanguage.ts';

export type ErrorDetails = Readonly<Record<string, string | number>>;
type Told = Readonly<{ code: AnyErrorCode; details?: ErrorDetails | undefined }>;

export function useErrorWords(): (error: Told) => string {
	const { t } = useTranslation('error');
	const language = useLanguage();
	return ({ code, details: given = {} }) => {
		const { weekday } = given;
		const details =
			typeof weekday === 'number' ? { ...given, weekday: weekdayText(weekday, language) } : given;
		const what = t(`${code}.what`, details);
		const { retryAfterSeconds, community = '', members = '', max = '', lessons = '', school = '' } = details;
		if (typeof retryAfterSeconds === 'number') {
			return `${what}${t('detailed.retryAfter', { time: remainingText(retryAfterSeconds * 1000, language) })}`;
		}
		if (code === 'too-many-members' && community !== '') {
			return t('detailed.communityTooLarge', { community, members, max });
		}
		if (code === 'lessons-ahead' && lessons !== '') {
			return `${t('detailed.lessonsAhead', { lessons })}${t('lessons-ahead.do')}`;
		}
		if (code === 'day-closed' && school !== '') {
			return `${t('detailed.schoolClosed', details)}${t('day-closed.do')}`;
		}
		return `${what}${t(`${code}.do`, details)}`;
	};
}
