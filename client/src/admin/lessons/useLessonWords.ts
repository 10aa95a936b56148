import { useTranslation } from 'react-i18next';
import { usePerson } from '../../api/index.ts';
import { schoolName } from '../../format/index.ts';

type Place = Readonly<{ name: string; school: string }>;

/** How a lesson's classrooms and classes are written: the county's prefix goes, the name stays whole. */
export function useLessonWords() {
	const { t } = useTranslation('admin');
	const { county } = usePerson();
	const place = ({ name, school }: Place): string => `${schoolName(school, 12, county)} · ${name}`;
	return {
		place,
		/** One whole name, and how many more. */
		places: (places: readonly Place[]): string => {
			const [first, ...rest] = places;
			if (!first) return t('none');
			return rest.length === 0
				? place(first)
				: t('lessons.andMore', { first: place(first), count: rest.length });
		},
	};
}
