import { expect, test } from 'vitest';
import { dayByKey } from './useDayKeys.ts';

test.each([
	['ArrowLeft', '2026-08-31'],
	['ArrowRight', '2026-09-02'],
	['ArrowUp', '2026-08-25'],
	['ArrowDown', '2026-09-08'],
	['Home', '2026-08-31'],
	['End', '2026-09-06'],
	['PageDown', '2026-09-29'],
	['Tab', undefined],
	['Enter', undefined],
])('%s goes from Tuesday 1 September to %s', (key, day) => {
	expect(dayByKey(key, '2026-09-01')).toBe(day);
});
