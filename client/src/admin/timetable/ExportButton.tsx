import { useTranslation } from 'react-i18next';
import { termPlanFiles } from '@classroom/protocol';
import type { TermId, TimetableLayout, TimetableOf } from '@classroom/protocol';
import { readFile } from '../../api/index.ts';
import { useLanguage } from '../../hooks/useLanguage.ts';
import { FileButton } from '../exchange/FileButton.tsx';
import type { ChosenScope } from './ScopeBar.tsx';

type TimetableFileProps = Readonly<{
	by: TimetableOf;
	id?: string | undefined;
	/** Of whom or what it is; empty: not known yet. */
	name: string;
	layout: TimetableLayout;
	/** Days, both included. */
	from: string;
	until: string;
}>;

/** Saves what is shown as an Excel file, laid out as it is pinned up. */
export function TimetableFile({ by, id, name, layout, from, until }: TimetableFileProps) {
	const { t } = useTranslation('timetable');
	const language = useLanguage();
	if (by !== 'county' && id === undefined) return null;
	const query = { by, ...(id !== undefined && { id }), layout, from, until, language };
	const days = from === until ? from : `${from} – ${until}`;
	return (
		<FileButton
			label={t('export.button')}
			name={`${[name, t('title'), days].filter((part) => part !== '').join(' ')}.xlsx`}
			make={() => readFile(termPlanFiles.timetable, query)}
		/>
	);
}

export const fileOf = ({ by, id, name }: ChosenScope) => ({ by, id, name });

type TermFileProps = Readonly<{
	what: 'overview' | 'plan';
	term: Readonly<{ termId: TermId; name: string }>;
}>;

/** Saves a term's overview, or its plan in the form in which it is imported. */
export function TermFile({ what, term }: TermFileProps) {
	const { t } = useTranslation('timetable');
	const language = useLanguage();
	const { termId, name } = term;
	const called = what === 'overview' ? t('export.overview') : t('export.plan');
	const make = (): Promise<Blob> =>
		what === 'overview'
			? readFile(termPlanFiles.overview.replace(':termId', termId), { language })
			: readFile(termPlanFiles.export, { termId, language });
	return <FileButton label={t('export.button')} name={`${name} ${called}.xlsx`} make={make} />;
}
