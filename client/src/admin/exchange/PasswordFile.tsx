import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { XLSX_TYPE } from '@classroom/protocol';
import { saveFile } from '../../api/index.ts';
import { useBlocker } from 'react-router';
import { Icon } from '../../components/index.ts';
import { ConfirmDialog } from '../form/ConfirmDialog.tsx';

/** Base64 as bytes; `fetch` of a data address is not allowed here. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** The list that can be had now and never again. */
export function PasswordFile({ base64, people }: Readonly<{ base64: string; people: number }>) {
	const { t } = useTranslation('admin');
	const [saved, setSaved] = useState(false);
	useEffect(() => {
		if (saved) return undefined;
		const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
		window.addEventListener('beforeunload', ask);
		return () => window.removeEventListener('beforeunload', ask);
	}, [saved]);
	const blocker = useBlocker(!saved);
	const save = (): void => {
		saveFile(`${t('exchange.passwords.title')}.xlsx`, new Blob([bytesOf(base64)], { type: XLSX_TYPE }));
		setSaved(true);
	};
	return (
		<div className="admin-note exchange-passwords">
			<p>{saved ? t('exchange.passwords.done') : t('exchange.passwords.once', { count: people })}</p>
			<Button type={saved ? 'default' : 'primary'} icon={<Icon name="download" size={18} />} onClick={save}>
				{saved ? t('exchange.passwords.again') : t('exchange.passwords.download')}
			</Button>
			{blocker.state === 'blocked' && (
				<ConfirmDialog
					title={t('exchange.passwords.leaveTitle')}
					action={t('exchange.passwords.leaveAction')}
					busy={false}
					error={undefined}
					onConfirm={() => {
						blocker.proceed();
						return Promise.resolve();
					}}
					onClose={() => blocker.reset()}
				>
					{t('exchange.passwords.leave')}
				</ConfirmDialog>
			)}
		</div>
	);
}
