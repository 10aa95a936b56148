// Webhooks and what became of their messages, in words.
import { useTranslation } from 'react-i18next';
import type { Delivery, Webhook } from '@classroom/protocol';
import type { NetworkState } from '@classroom/protocol';
import { useMoment } from '../useCounty.ts';

export type Said = Readonly<{ state: NetworkState; word: string }>;

export function useWebhookWords() {
	const { t } = useTranslation('webhooks');
	const moment = useMoment();
	return {
		state: ({ pausedBy, failures }: Webhook): Said => {
			// What somebody paused on purpose is no fault.
			if (pausedBy !== null)
				return { state: pausedBy === 'person' ? 'slow' : 'gone', word: t(`paused.${pausedBy}`) };
			return failures > 0
				? { state: 'slow', word: t('failing', { count: failures }) }
				: { state: 'fine', word: t('on') };
		},
		delivery: ({ status, failure, answer, nextTryAt }: Delivery): Said => {
			if (status === 'delivered') return { state: 'fine', word: t('delivered') };
			const why = failure === null ? '' : t(`failure.${failure}`, { answer: answer ?? '' });
			if (status === 'failed') return { state: 'gone', word: why };
			if (failure === null || nextTryAt === null) return { state: 'slow', word: t('sending') };
			return { state: 'slow', word: t('again', { why, time: moment(nextTryAt) }) };
		},
	};
}
