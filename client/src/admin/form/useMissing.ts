import { useState } from 'react';
import type { IssueCode } from '@classroom/protocol';
import { ApiError } from '../../api/index.ts';

export type Missing = Readonly<{
	error: ApiError | undefined;
	/** Says at these fields that they are to be filled in (or what else is wrong). */
	say: (...paths: readonly (string | readonly [path: string, code: IssueCode])[]) => void;
	clear: () => void;
}>;

/** What the form itself sees is missing before anything is sent: a choice that the contract cannot express. */
export function useMissing(): Missing {
	const [error, setError] = useState<ApiError>();
	return {
		error,
		say: (...paths) => {
			const issues = paths.map((each) =>
				typeof each === 'string'
					? { path: each, code: 'required' as const }
					: { path: each[0], code: each[1] },
			);
			setError(new ApiError('bad-request', { issues }));
		},
		clear: () => setError(undefined),
	};
}
