import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/index.ts';
import { useKeys } from './useKeys.ts';

/** The button for a new one; the key N presses it. */
export function NewButton({ label, onClick }: Readonly<{ label: string; onClick: () => void }>) {
	const { t } = useTranslation('admin');
	useKeys({ n: onClick });
	return (
		<Button type="primary" icon={<Icon name="plus" size={18} />} title={t('list.newKey')} onClick={onClick}>
			{label}
		</Button>
	);
}

type ListHeadProps = Readonly<{
	title: string;
	about?: string;
	/** At the right of the title: what there is to do. */
	buttons?: ReactNode;
	/** Below: search and filters. */
	children?: ReactNode;
}>;

export function ListHead({ title, about, buttons, children }: ListHeadProps) {
	return (
		<header className="admin-head">
			<div className="admin-head__top">
				<div>
					<h1 className="admin-head__title">{title}</h1>
					{about && <p className="admin-head__about">{about}</p>}
				</div>
				{buttons && <div className="admin-head__buttons">{buttons}</div>}
			</div>
			{children && <div className="admin-head__filters">{children}</div>}
		</header>
	);
}
