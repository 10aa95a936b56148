import { useState } from 'react';
import type { Reading } from '../../api/index.ts';

export type Kept<T> = Readonly<{ reading: Reading<T>; renewing: boolean }>;

/** The last answer stays while the next (another page, another search) is on its way. */
export function useKept<T>(reading: Reading<T>): Kept<T> {
	const [last, setLast] = useState<Reading<T>>(reading);
	if (reading.state === 'ready' && (last.state !== 'ready' || last.data !== reading.data)) setLast(reading);
	if (reading.state === 'loading' && last.state === 'ready') return { reading: last, renewing: true };
	return { reading, renewing: false };
}
