const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `0 B`, `980 kB`, `1.4 GB`: powers of 1000, at most one decimal and only below 10. */
export function bytesText(bytes: number): string {
	let value = Math.max(0, bytes);
	let unit = 0;
	// 999.5 would be rounded to 1000 of the smaller unit.
	while (value >= 999.5 && unit < units.length - 1) {
		value /= 1000;
		unit += 1;
	}
	const rounded = unit > 0 && value < 9.95 ? Math.round(value * 10) / 10 : Math.round(value);
	return `${rounded} ${units[unit] ?? ''}`;
}

/** `850 kbit/s`, `1.2 Mbit/s`, from bits per second. */
export function bitrateText(bitsPerSecond: number): string {
	const kilobits = Math.round(Math.max(0, bitsPerSecond) / 1000);
	return kilobits < 1000 ? `${kilobits} kbit/s` : `${Math.round(kilobits / 100) / 10} Mbit/s`;
}
