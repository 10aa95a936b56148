import { useTranslation } from 'react-i18next';
import type { BellSchedule, Weekday } from '@classroom/protocol';
import { usePerson } from '../../api/index.ts';
import { schoolName } from '../../format/index.ts';
import { useLanguage } from '../../hooks/useLanguage.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function useBellWords() {
	const { t } = useTranslation(['bells', 'calendar']);
	const language = useLanguage();
	const { county } = usePerson();
	/** `5月1日` of `05-01`. */
	const monthDay = (text: string): string => {
		const [month = 1, day = 1] = text.split('-').map(Number);
		return language === 'zh-CN' ? `${month}月${day}日` : `${day} ${months[month - 1] ?? ''}`;
	};
	const weekday = (number: Weekday): string => t(`calendar:weekday.${number}`);
	return {
		weekday,
		nameOf: (number: number): string => t('periodName', { number }),
		school: (name: string, width = 12): string => schoolName(name, width, county),
		/** When a schedule holds: `5月1日至9月30日 · 周五`. */
		when: ({ season, weekdays }: Pick<BellSchedule, 'season' | 'weekdays'>): string =>
			[
				season ? t('season', { from: monthDay(season.from), until: monthDay(season.until) }) : t('allYear'),
				weekdays ? weekdays.map(weekday).join(' ') : t('everyDay'),
			].join(' · '),
	};
}
