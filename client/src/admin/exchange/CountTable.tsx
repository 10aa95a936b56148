import { useTranslation } from 'react-i18next';
import type { RosterImport } from '@classroom/protocol';
import { ListTable } from '../list/ListTable.tsx';

const sheets = ['schools', 'classrooms', 'classes', 'teachers', 'students'] as const;

/** What each sheet changes; sheets without rows are left out. */
export function CountTable({ counts }: Readonly<{ counts: RosterImport['counts'] }>) {
	const { t } = useTranslation('admin');
	const items = sheets
		.map((sheet) => ({ sheet, ...counts[sheet] }))
		.filter(({ created, updated, unchanged }) => created + updated + unchanged > 0);
	type Item = (typeof items)[number];
	if (items.length === 0) return null;
	const figure = (key: 'created' | 'updated' | 'unchanged') => ({
		key,
		title: t(`exchange.count.${key}`),
		figure: true,
		width: '20%',
		render: (item: Item) =>
			item[key] === 0 ? (
				<span className="admin-soft">0</span>
			) : (
				<span className="exchange-figure">{item[key]}</span>
			),
	});
	return (
		<ListTable
			caption={t('exchange.count.caption')}
			columns={[
				{
					key: 'sheet',
					title: t('exchange.count.sheet'),
					render: ({ sheet }: Item) => (
						<span className="admin-name--still">{t(`exchange.sheet.${sheet}`)}</span>
					),
				},
				figure('created'),
				figure('updated'),
				figure('unchanged'),
			]}
			items={items}
			keyOf={({ sheet }) => sheet}
			renewing={false}
		/>
	);
}
