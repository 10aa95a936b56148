import { useRef, useState } from 'react';
import { COURSEWARE_TYPE, endpoints } from '@classroom/protocol';
import type { CoursewareList, LessonId } from '@classroom/protocol';
import { ApiError, sendFile } from '../api/index.ts';
import type { AnyErrorCode } from '../api/index.ts';
import type { ErrorDetails } from '../hooks/useErrorWords.ts';

export type Upload =
	| { readonly state: 'none' }
	/** `share`: 0 to 1. */
	| { readonly state: 'sending'; readonly name: string; readonly share: number; readonly cancel: () => void }
	| {
			readonly state: 'failed';
			readonly name: string;
			readonly error: Readonly<{ code: AnyErrorCode; details?: ErrorDetails | undefined }>;
	  };

const MEGABYTE = 1_000_000;
/** Longer names are cut before their ending. */
const NAME_MAX = 200;

const nameOf = (file: File): string => {
	const name = file.name.normalize('NFC').trim();
	return name === '' ? 'courseware' : Array.from(name).slice(0, NAME_MAX).join('');
};

/** Sends one file at a time. What is too large is said before it is on its way. */
export function useUpload(lessonId: LessonId, limits: CoursewareList['limits'], onDone: () => void) {
	const [upload, setUpload] = useState<Upload>({ state: 'none' });
	const busy = useRef(false);
	const fail = (name: string, error: unknown): void => {
		if (error instanceof ApiError) setUpload({ state: 'failed', name, error });
		else setUpload({ state: 'none' });
	};
	const send = async (file: File): Promise<void> => {
		if (busy.current) return;
		const name = nameOf(file);
		const { megabytes } = limits;
		if (file.size > megabytes * MEGABYTE) {
			fail(name, new ApiError('courseware-too-large', { details: { megabytes } }));
			return;
		}
		busy.current = true;
		const abort = new AbortController();
		const show = (share: number): void =>
			setUpload({ state: 'sending', name, share, cancel: () => abort.abort() });
		show(0);
		try {
			const path = endpoints.addCourseware.path.replace(':lessonId', encodeURIComponent(lessonId));
			const { signal } = abort;
			await sendFile({ path, query: { name }, file, type: COURSEWARE_TYPE, onSent: show, signal });
			setUpload({ state: 'none' });
			onDone();
		} catch (error) {
			fail(name, error);
		} finally {
			busy.current = false;
		}
	};
	return { upload, send, forget: () => setUpload({ state: 'none' }) };
}
