import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/index.ts';

export type RowAction = Readonly<{ key: string; label: string; danger?: boolean; onClick: () => void }>;

/** What can be done with a row: the first at a click, the rest behind the dots. */
export function RowActions({ of, actions }: Readonly<{ of: string; actions: readonly RowAction[] }>) {
	const { t } = useTranslation('admin');
	const [first, ...rest] = actions;
	if (!first) return null;
	const direct = rest.length === 1 ? actions : [first];
	const behind = rest.length === 1 ? [] : rest;
	return (
		<span className="admin-row-actions">
			{direct.map((action) => (
				<Button
					key={action.key}
					type="text"
					size="small"
					className={action.danger ? 'admin-row-actions__danger' : 'admin-row-actions__plain'}
					aria-label={`${action.label} ${of}`}
					onClick={action.onClick}
				>
					{action.label}
				</Button>
			))}
			{behind.length > 0 && (
				<Dropdown
					trigger={['click']}
					autoFocus
					menu={{
						items: behind.map(({ key, label, danger = false }) => ({ key, label, danger })),
						onClick: ({ key }) => behind.find((action) => action.key === key)?.onClick(),
					}}
				>
					<Button
						type="text"
						size="small"
						aria-label={t('list.more', { name: of })}
						icon={<Icon name="more" size={18} />}
					/>
				</Dropdown>
			)}
		</span>
	);
}
