import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { durationText } from '../../format/index.ts';
import { useLanguage } from '../../hooks/useLanguage.ts';
import { useNow } from '../../hooks/useNow.ts';
import type { ImportState } from './importState.ts';

type RunningState = Extract<ImportState, { step: 'checking' | 'saving' }>;

/** How far a file is. Only what is not yet saved can be cancelled. */
export function Running({ state, onCancel }: Readonly<{ state: RunningState; onCancel: () => void }>) {
	const { t } = useTranslation('admin');
	const language = useLanguage();
	const now = useNow();
	const { step, file, sent, since, expectedMs } = state;
	const { name } = file;
	const elapsed = Math.max(0, now - since);
	const sending = sent < 1;
	const what =
		step === 'saving' ? t('exchange.step.saving', { name }) : t('exchange.step.checking', { name });
	const share = expectedMs === null ? 1 - Math.exp(-elapsed / 4000) : elapsed / expectedMs;
	const percent = sending ? sent * 30 : 30 + Math.min(0.95, share) * 70;
	return (
		<section className="admin-box" aria-busy="true">
			<h2 className="admin-box__title">{sending ? t('exchange.step.sending', { name }) : what}</h2>
			<Progress percent={Math.round(percent)} showInfo={false} status="active" aria-label={what} />
			<div className="admin-box__head">
				<p className="admin-soft" role="status">
					{sending
						? t('exchange.sent', { percent: Math.round(sent * 100) })
						: t('exchange.elapsed', { time: durationText(elapsed, language) })}
					{expectedMs !== null &&
						expectedMs > 4000 &&
						` · ${t('exchange.about_time', { time: durationText(expectedMs, language) })}`}
					{step === 'saving' && ` · ${t('exchange.keepOpen')}`}
				</p>
				{step === 'checking' && <Button onClick={onCancel}>{t('exchange.cancel')}</Button>}
			</div>
		</section>
	);
}
