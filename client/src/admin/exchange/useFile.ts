import { useState } from 'react';
import { asApiError, saveFile } from '../../api/index.ts';
import type { ApiError } from '../../api/index.ts';

/** A file that is made by the server and saved by the browser. */
export function useFile(make: () => Promise<Blob>): Readonly<{
	busy: boolean;
	error: ApiError | undefined;
	save: (name: string) => Promise<void>;
}> {
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<ApiError>();
	return {
		busy,
		error,
		async save(name) {
			setBusy(true);
			setError(undefined);
			try {
				saveFile(name, await make());
			} catch (reason) {
				setError(asApiError(reason));
			} finally {
				setBusy(false);
			}
		},
	};
}
