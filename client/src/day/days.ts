/** The calendar day (`2026-03-05`) `by` days after `day`. */
export function shiftDay(day: string, by: number): string {
	const shifted = new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000);
	return shifted.toISOString().slice(0, 10);
}

/** Which greeting fits the hour (0 to 23). */
export function partOfDay(hour: number): 'morning' | 'noon' | 'afternoon' | 'evening' {
	if (hour < 11) return 'morning';
	if (hour < 13) return 'noon';
	if (hour < 18) return 'afternoon';
	return 'evening';
}
