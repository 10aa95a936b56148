import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { shiftedDay, weekOf } from '../zonedTime.ts';
import { isInTerm } from './monthGrid.ts';
import type { TermDays } from './monthGrid.ts';

export type DayKeys = Readonly<{
	/** The one day that Tab goes to. */
	focused: string;
	onFocus: (day: string) => void;
	onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}>;

/** Where a key goes from a day: the arrows by days and weeks, Page by months, Home and End within the week. */
export function dayByKey(key: string, day: string): string | undefined {
	switch (key) {
		case 'ArrowLeft':
			return shiftedDay(day, -1);
		case 'ArrowRight':
			return shiftedDay(day, 1);
		case 'ArrowUp':
			return shiftedDay(day, -7);
		case 'ArrowDown':
			return shiftedDay(day, 7);
		case 'PageUp':
			return shiftedDay(day, -28);
		case 'PageDown':
			return shiftedDay(day, 28);
		case 'Home':
			return weekOf(day).first;
		case 'End':
			return weekOf(day).last;
		default:
			return undefined;
	}
}

const within = ({ firstDay, lastDay }: TermDays, day: string): string => {
	if (day < firstDay) return firstDay;
	return day > lastDay ? lastDay : day;
};

/** One stop for Tab in a calendar; the keys of {@link dayByKey} go on from there. */
export function useDayKeys(term: TermDays, today: string): DayKeys {
	const [chosen, setChosen] = useState<string>();
	const focused = within(term, chosen ?? today);
	return {
		focused: isInTerm(term, focused) ? focused : term.firstDay,
		onFocus: setChosen,
		onKeyDown: (event) => {
			const wanted = dayByKey(event.key, focused);
			if (wanted === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
			event.preventDefault();
			const next = within(term, wanted);
			setChosen(next);
			event.currentTarget.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus();
		},
	};
}
