import { useTranslation } from 'react-i18next';
import { usePerson } from '../../api/index.ts';
import { schoolName } from '../../format/index.ts';

type Place = Readonly<{ name: string; school: string }>;

/** How a lesson's classrooms and classes are written: the county's prefix goes, the name stays whole. */
export function useLessonWords() {
	const { t } = useTranslation('admin');
	const { county } = usePerson();
	const school = (name: string): string => schoolName(name, 12, county);
	const place = ({ name, school: of }: Place): string => `${school(of)} · ${name}`;
	return {
		place,
		school,
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
