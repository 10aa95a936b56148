import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SheetIssue } from '@classroom/protocol';
import { Icon } from '../../components/index.ts';
import { ListTable } from '../list/ListTable.tsx';

const ROWS_A_PAGE = 50;
const allSheets = '';

type Numbered = SheetIssue & Readonly<{ number: number }>;

function useColumns() {
	const { t } = useTranslation('admin');
	return [
		{
			key: 'place',
			title: t('exchange.issue.place'),
			width: '140px',
			render: ({ sheet, row, column }: Numbered) => (
				<span className="admin-name--still">
					{sheet}{' '}
					<span className="exchange-cell">
						{row === null
							? t('exchange.issue.whole')
							: column === null
								? t('exchange.issue.row', { row })
								: `${column}${row}`}
					</span>
				</span>
			),
		},
		{
			key: 'header',
			title: t('exchange.issue.header'),
			width: '130px',
			render: ({ header }: Numbered) => header ?? t('none'),
		},
		{
			key: 'value',
			title: t('exchange.issue.value'),
			width: '26%',
			render: ({ value }: Numbered) =>
				value === '' ? (
					<span className="admin-soft">{t('exchange.issue.empty')}</span>
				) : (
					<span className="exchange-value">{value}</span>
				),
		},
		{ key: 'right', title: t('exchange.issue.right'), render: ({ right }: Numbered) => right },
	];
}

/** The mistakes, page by page, of all sheets or of one. */
export function IssueTable({ issues }: Readonly<{ issues: readonly SheetIssue[] }>) {
	const { t } = useTranslation('admin');
	const columns = useColumns();
	const [sheet, setSheet] = useState(allSheets);
	const [page, setPage] = useState(0);
	const sheets = [...new Set(issues.map((issue) => issue.sheet))];
	const chosen = issues
		.map((issue, number) => ({ ...issue, number }))
		.filter((issue) => sheet === allSheets || issue.sheet === sheet);
	const first = page * ROWS_A_PAGE;
	const shown = chosen.slice(first, first + ROWS_A_PAGE);
	return (
		<>
			{sheets.length > 1 && (
				<div className="admin-head__filters">
					<Segmented
						value={sheet}
						options={[
							{ value: allSheets, label: `${t('exchange.issue.allSheets')} ${issues.length}` },
							...sheets.map((name) => ({
								value: name,
								label: `${name} ${issues.filter((issue) => issue.sheet === name).length}`,
							})),
						]}
						onChange={(value) => {
							setSheet(value);
							setPage(0);
						}}
					/>
				</div>
			)}
			<ListTable
				caption={t('exchange.issue.caption')}
				columns={columns}
				items={shown}
				keyOf={({ number }) => String(number)}
				renewing={false}
			/>
			{chosen.length > ROWS_A_PAGE && (
				<nav className="admin-pages" aria-label={t('list.pages')}>
					<span className="admin-pages__count" role="status">
						{t('list.range', { first: first + 1, last: first + shown.length, total: chosen.length })}
					</span>
					<span className="admin-pages__buttons">
						<Button
							disabled={page === 0}
							icon={<Icon name="back" size={16} />}
							onClick={() => setPage(page - 1)}
						>
							{t('list.back')}
						</Button>
						<Button
							disabled={first + ROWS_A_PAGE >= chosen.length}
							icon={<Icon name="forward" size={16} />}
							iconPlacement="end"
							onClick={() => setPage(page + 1)}
						>
							{t('list.forward')}
						</Button>
					</span>
				</nav>
			)}
		</>
	);
}
