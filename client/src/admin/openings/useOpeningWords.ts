// What a sign-up and an application are called, with their shapes.
import { useTranslation } from 'react-i18next';
import type { Application, NetworkState, Opening } from '@classroom/protocol';
import { usePerson } from '../../api/index.ts';
import { schoolName } from '../../format/index.ts';
import { isLeftOut } from './openingNews.ts';

/** Whether the school has an application that stands. */
export const hasApplied = ({ applications }: Opening, schoolId: string | null): boolean =>
	applications.some(
		(each) => each.schoolId === schoolId && (each.state === 'waiting' || each.state === 'accepted'),
	);

type Mark = Readonly<{ state: NetworkState; word: string }>;

export function useOpeningWords() {
	const { t } = useTranslation('openings');
	const { county, role, schoolId } = usePerson();
	/** Where places are given at once, or all are taken, who waits is in a line; else to be confirmed. */
	const inLine = ({ confirmation, status }: Opening): boolean =>
		confirmation === 'at-once' || status === 'full';
	/** What the button for it says to the caller. */
	const apply = (opening: Opening): string => {
		if (role === 'county-admin') return t('applyFor');
		if (hasApplied(opening, schoolId)) return t('applyMore');
		return t(opening.status === 'full' ? 'applyLine' : 'apply');
	};
	return {
		apply,
		school: (name: string): string => schoolName(name, 14, county),
		/** Null: over, said without a shape. */
		mark: ({ status }: Opening): Mark | null => {
			const word = t(`state.${status}`);
			switch (status) {
				case 'open':
					return { state: 'fine', word };
				case 'full':
					return { state: 'slow', word };
				case 'cancelled':
					return { state: 'gone', word };
				case 'closed':
				case 'over':
					return null;
			}
		},
		application: (opening: Opening, application: Application): Mark | null => {
			const { state, position } = application;
			switch (state) {
				case 'accepted':
					return { state: 'fine', word: t('own.accepted') };
				case 'waiting':
					return {
						state: 'slow',
						word: inLine(opening) && position !== null ? t('own.line', { position }) : t('own.waiting'),
					};
				case 'declined':
					return { state: 'gone', word: t(isLeftOut(application) ? 'own.leftOut' : 'own.declined') };
				case 'withdrawn':
					return null;
			}
		},
		/** How many wait, as it is said beside the places; empty: nobody. */
		waiting: (opening: Opening): string => {
			if (opening.waiting === 0) return '';
			return inLine(opening) ? t('line', { count: opening.waiting }) : t('waits', { count: opening.waiting });
		},
	};
}
