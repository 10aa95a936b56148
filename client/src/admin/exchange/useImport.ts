// An import from choosing the file to its end.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { XLSX_TYPE } from '@classroom/protocol';
import { ApiError, asApiError, sendFile } from '../../api/index.ts';
import { useLanguage } from '../../hooks/useLanguage.ts';
import { adminLists } from '../stale.ts';
import type { Exchange, ImportAnswer } from './exchanges.ts';
import type { ImportState } from './importState.ts';
import { expectedMs, unfit } from './importState.ts';

export type Importing = Readonly<{
	state: ImportState;
	/** Has a file checked. */
	check: (file: File) => Promise<void>;
	/** Saves what was checked. */
	save: (file: File, answer: ImportAnswer) => Promise<void>;
	/** The file with its mistakes marked. */
	marked: (file: File) => Promise<Blob>;
	/** Ends what is under way before it is saved. */
	cancel: () => void;
	reset: () => void;
}>;

export function useImport(exchange: Exchange): Importing {
	const language = useLanguage();
	const client = useQueryClient();
	const [state, setState] = useState<ImportState>({ step: 'empty' });
	const running = useRef<AbortController | null>(null);

	const run = async (
		file: File,
		step: 'checking' | 'saving',
		expected: number | null,
	): Promise<ImportAnswer | null> => {
		const control = new AbortController();
		running.current = control;
		const begun = { step, file, since: Date.now(), expectedMs: expected };
		setState({ ...begun, sent: 0 });
		try {
			const body = await sendFile({
				path: exchange.path,
				query: { dryRun: String(step === 'checking'), language },
				file,
				type: XLSX_TYPE,
				onSent: (sent) => setState({ ...begun, sent }),
				signal: control.signal,
			});
			const answer = exchange.read(JSON.parse(await body.text()));
			if (answer !== undefined) return answer;
			throw new ApiError('bad-answer');
		} catch (error) {
			setState(
				control.signal.aborted ? { step: 'empty' } : { step: 'failed', file, error: asApiError(error) },
			);
			return null;
		}
	};

	return {
		state,
		async check(file) {
			const why = unfit(file);
			if (why !== null) {
				setState({ step: 'unfit', name: file.name, why, bytes: file.size });
				return;
			}
			const answer = await run(file, 'checking', null);
			if (answer !== null) setState({ step: 'checked', file, answer });
		},
		async save(file, checked) {
			const answer = await run(file, 'saving', expectedMs(checked));
			if (answer === null) return;
			setState({ step: answer.saved ? 'saved' : 'checked', file, answer });
			await Promise.all(adminLists.map(({ path }) => client.invalidateQueries({ queryKey: [path] })));
		},
		marked: (file) =>
			sendFile({ path: exchange.files.annotated, query: { language }, file, type: XLSX_TYPE }),
		cancel: () => running.current?.abort(),
		reset: () => setState({ step: 'empty' }),
	};
}
