import { useTranslation } from 'react-i18next';
import type { TermPlanImport } from '@classroom/protocol';
import { useEffectText } from '../calendar/EffectNotice.tsx';

/** What a term's plan makes of lessons: new ones, and those of series that there were. */
export function PlanEffect({ answer }: Readonly<{ answer: TermPlanImport }>) {
	const { t } = useTranslation('admin');
	const effectText = useEffectText();
	const { lessons, effect } = answer;
	const text = effectText(effect);
	return (
		<>
			{lessons > 0 && <p>{t('exchange.plan.lessons', { count: lessons })}</p>}
			{text !== undefined && <p className="admin-note">{t('exchange.plan.effect', { effect: text })}</p>}
		</>
	);
}
