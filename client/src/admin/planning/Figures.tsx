import { useTranslation } from 'react-i18next';
import type { PlanningProposal } from '@classroom/protocol';
import { durationText } from '../../format/index.ts';
import { useLanguage } from '../../hooks/useLanguage.ts';
import { lessonsByDay, loadSpan } from './planGrid.ts';

type FigureProps = Readonly<{ name: string; value: string; about: string; hint?: string }>;

function Figure({ name, value, about, hint }: FigureProps) {
	return (
		<div className="plan-figure" title={hint}>
			<dt>{name}</dt>
			<dd>
				<strong>{value}</strong>
				<span className="admin-small">{about}</span>
			</dd>
		</div>
	);
}

/** What was reached, and beside it what is proven. */
export function Figures({ proposal }: { proposal: PlanningProposal }) {
	const { t } = useTranslation('planning');
	const language = useLanguage();
	const { placed, cost, loads, plan, elapsedMs, seconds } = proposal;
	const span = loadSpan(loads);
	const days = lessonsByDay(plan, { by: 'all' });
	return (
		<dl className="plan-figures">
			{placed && (
				<Figure
					name={t('result.placed')}
					value={t('result.ofWanted', placed)}
					about={placed.reached === placed.atMost ? t('result.boundMet') : t('result.bound', placed)}
				/>
			)}
			{cost && (
				<Figure
					name={t('result.cost')}
					value={String(cost.reached)}
					about={cost.reached <= cost.atLeast ? t('result.costMet') : t('result.costBound', cost)}
					hint={t('result.costAbout')}
				/>
			)}
			{span && <Figure name={t('result.load')} value={t('result.loadSpan', span)} about="" />}
			{plan.length > 0 && (
				<Figure
					name={t('result.days')}
					value={t('result.daySpan', { least: Math.min(...days), most: Math.max(...days) })}
					about={t('result.dayList', { days: days.join(t('person')) })}
				/>
			)}
			<Figure
				name={t('result.took')}
				value={durationText(elapsedMs, language)}
				about={t('progress.elapsed', {
					time: durationText(elapsedMs, language),
					limit: durationText(seconds * 1000, language),
				})}
			/>
		</dl>
	);
}
