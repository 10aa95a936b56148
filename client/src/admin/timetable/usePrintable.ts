import { useEffect } from 'react';

/** What is printed of the page is the timetable alone, as it is pinned to the wall; see timetable.css. */
export function usePrintable(): void {
	useEffect(() => {
		const { classList } = document.documentElement;
		classList.add('prints-timetable');
		return () => classList.remove('prints-timetable');
	}, []);
}
