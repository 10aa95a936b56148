import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { AuditEntry } from '@classroom/protocol';
import { useApi } from '../../api/index.ts';
import { ListHead } from '../list/ListHead.tsx';
import { ListView } from '../list/ListView.tsx';
import { SearchBox } from '../list/SearchBox.tsx';
import { useFilters } from '../list/useFilters.ts';
import { useKept } from '../list/useKept.ts';
import { usePager } from '../list/usePager.ts';
import { useMoment } from '../useCounty.ts';
import { useAuditWords } from './useAuditWords.ts';

const LIMIT = 50;

function useColumns() {
	const { t } = useTranslation('admin');
	const moment = useMoment();
	const words = useAuditWords();
	return [
		{
			key: 'action',
			title: t('audit.action'),
			render: (entry: AuditEntry) => <span className="admin-name--still">{words.action(entry)}</span>,
		},
		{
			key: 'subject',
			title: t('audit.subject'),
			render: ({ subject }: AuditEntry) => (subject === null ? t('none') : words.who(subject)),
		},
		{
			key: 'details',
			title: t('audit.details'),
			render: ({ details }: AuditEntry) => <span className="admin-soft">{words.details(details)}</span>,
		},
		{
			key: 'actor',
			title: t('audit.actor'),
			width: '120px',
			render: ({ actor }: AuditEntry) =>
				actor === null ? <span className="admin-soft">{t('audit.system')}</span> : words.who(actor),
		},
		{
			key: 'at',
			title: t('audit.at'),
			width: '170px',
			render: ({ at }: AuditEntry) => <span className="whole">{moment(at)}</span>,
		},
	];
}

/** Who did what, newest first. */
export function AuditPage() {
	const { t } = useTranslation('admin');
	const filters = useFilters();
	const search = filters.get('search');
	const pager = usePager(search ?? '');
	const kept = useKept(
		useApi(endpoints.audit, {
			query: {
				limit: LIMIT,
				...(search !== undefined && { search }),
				...(pager.cursor !== undefined && { cursor: pager.cursor }),
			},
		}),
	);
	const columns = useColumns();
	return (
		<>
			<ListHead title={t('menu.audit')} about={t('audit.about')}>
				<SearchBox
					value={search ?? ''}
					onSearch={(text) => filters.set({ search: text })}
					placeholder={t('audit.search')}
				/>
			</ListHead>
			<ListView
				kept={kept}
				pager={pager}
				limit={LIMIT}
				caption={t('menu.audit')}
				columns={columns}
				keyOf={({ id }) => id}
				filtered={filters.any('search')}
				onClearFilters={() => filters.set({ search: undefined })}
				empty={{ icon: 'clock', what: t('audit.empty'), about: t('audit.emptyAbout') }}
			/>
		</>
	);
}
