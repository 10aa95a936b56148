import { useEffect, useState } from 'react';

/** True once `ms` have passed since the first render: what is quick never flickers. */
export function useDelayed(ms: number): boolean {
	const [passed, setPassed] = useState(false);
	useEffect(() => {
		const timer = setTimeout(() => setPassed(true), ms);
		return () => clearTimeout(timer);
	}, [ms]);
	return passed;
}
