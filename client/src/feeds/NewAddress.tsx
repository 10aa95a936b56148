import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Icon, toast } from '../components/index.ts';
import { QrCode } from '../components/QrCode.tsx';

/** The address, this once: to copy, to scan, to open, and how to go on from there. */
export function NewAddress({ path }: { path: string }) {
	const { t } = useTranslation('feeds');
	const field = useRef<HTMLInputElement>(null);
	const id = useId();
	const address = `${window.location.origin}${path}`;
	// Calendars open it by themselves, and subscribe rather than copy.
	const webcal = address.replace(/^https?:/, 'webcal:');
	const copy = async (): Promise<void> => {
		try {
			await navigator.clipboard.writeText(address);
			toast(t('copied'));
		} catch {
			// Without HTTPS no page may write there.
			field.current?.select();
			toast(t('selected'));
		}
	};
	return (
		<div className="feed__new">
			<p className="feed__once">
				<Icon name="key" />
				{t('once')}
			</p>
			<div className="feed__address">
				<label className="visually-hidden" htmlFor={id}>
					{t('address')}
				</label>
				<input
					ref={field}
					id={id}
					className="feed__field"
					readOnly
					value={address}
					onFocus={(event) => event.target.select()}
				/>
				<Button kind="primary" onClick={() => void copy()}>
					{t('copy')}
				</Button>
			</div>
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
