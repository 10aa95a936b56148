import { useTranslation } from 'react-i18next';

/** The regions whose rules the server knows, and `current` if it is another. */
export function useRegions(current: string): readonly { value: string; label: string }[] {
	const { t } = useTranslation('admin');
	const known = [
		{ value: 'baihe', label: t('county.regions.baihe') },
		{ value: 'yunnan', label: t('county.regions.yunnan') },
		{ value: 'general', label: t('county.regions.other') },
	];
	return known.some(({ value }) => value === current)
		? known
		: [...known, { value: current, label: current }];
}
