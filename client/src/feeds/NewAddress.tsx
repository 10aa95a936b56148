import { useTranslation } from 'react-i18next';
import { CopyField, Icon } from '../components/index.ts';
import { QrCode } from '../components/QrCode.tsx';

/** The address, this once: to copy, to scan, to open, and how to go on from there. */
export function NewAddress({ path }: { path: string }) {
	const { t } = useTranslation('feeds');
	const address = `${window.location.origin}${path}`;
	// Calendars open it by themselves, and subscribe rather than copy.
	const webcal = address.replace(/^https?:/, 'webcal:');
	return (
		<div className="feed__new">
			<p className="feed__once">
				<Icon name="key" />
				{t('once')}
			</p>
			<CopyField label={t('address')} value={address} />
			<div className="feed__scan">
				<QrCode text={webcal} size="168px" label={t('qr')} />
				<div className="feed__ways">
					<p>{t('scan')}</p>
					<a className="button" href={webcal}>
						<Icon name="calendar" />
						{t('open')}
					</a>
				</div>
			</div>
			<ul className="feed__how">
				<li>{t('how.apple')}</li>
				<li>{t('how.google')}</li>
				<li>{t('how.outlook')}</li>
			</ul>
		</div>
	);
}
