import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import { useAction } from '../../api/index.ts';
import { toast } from '../../components/index.ts';
import { useLanguage } from '../../hooks/useLanguage.ts';
import { ConfirmDialog } from '../form/ConfirmDialog.tsx';
import { PasswordFile } from './PasswordFile.tsx';

/** For lists that were lost: new first passwords for all who still have one. */
export function RenewPasswords() {
	const { t } = useTranslation('admin');
	const language = useLanguage();
	const renew = useAction(endpoints.renewFirstPasswords, [endpoints.audit]);
	const [asking, setAsking] = useState(false);
	const [list, setList] = useState<{ base64: string; people: number } | null>(null);
	const run = async (): Promise<void> => {
		const answer = await renew.run({ body: { language } });
		if (answer === undefined) return;
		setAsking(false);
		if (answer.firstPasswords === null) {
			toast(t('exchange.passwords.none'));
			return;
		}
		setList({ base64: answer.firstPasswords, people: answer.people });
		toast(t('exchange.passwords.renewed', { count: answer.people }));
	};
	return (
		<section className="admin-box" aria-label={t('exchange.passwords.title')}>
			<div className="admin-box__head">
				<h2 className="admin-box__title">{t('exchange.passwords.title')}</h2>
				<Button onClick={() => setAsking(true)}>{t('exchange.passwords.renew')}</Button>
			</div>
			<p className="admin-form__about">{t('exchange.passwords.renewAbout')}</p>
			{list && <PasswordFile key={list.base64.length} {...list} />}
			{asking && (
				<ConfirmDialog
					title={t('exchange.passwords.renewTitle')}
					action={t('exchange.passwords.renew')}
					busy={renew.busy}
					error={renew.error}
					onConfirm={run}
					onClose={() => setAsking(false)}
				>
					{t('exchange.passwords.renewConfirm')}
				</ConfirmDialog>
			)}
		</section>
	);
}
