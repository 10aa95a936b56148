// A page that is loaded anew cannot share the screen again by itself: browsers want a press. So it asks for it.
import { useEffect, useState } from 'react';
import type { LessonId } from '@classroom/protocol';
import { useScreenShare } from '../scene/lessonContext.ts';

/** Whether the screen was shared before this page was loaded anew, and is not yet again. */
export function useWasSharing(lessonId: LessonId): boolean {
	const key = `screen.${lessonId}`;
	const { state } = useScreenShare();
	const [before] = useState(() => sessionStorage.getItem(key) !== null);
	const [touched, setTouched] = useState(false);
	if (state === 'on' && !touched) setTouched(true);

	useEffect(() => {
		if (state === 'on') sessionStorage.setItem(key, '1');
		else if (touched) sessionStorage.removeItem(key);
	}, [state, touched, key]);

	return before && !touched;
}
