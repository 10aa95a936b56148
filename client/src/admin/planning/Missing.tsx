import { useTranslation } from 'react-i18next';
import type { UnplacedNeed } from '@classroom/protocol';
import type { PlanWords } from './usePlanWords.ts';

function Reason({ need, words }: Readonly<{ need: UnplacedNeed; words: PlanWords }>) {
	const { t } = useTranslation('planning');
	const { schoolId, subject, missing, possibleAlone, why, relaxations } = need;
	return (
		<details className="plan-missing" open>
			<summary>
				<span className="admin-tag admin-tag--slow">
					▲{' '}
					{t('missing.line', {
						school: words.school(schoolId),
						subject: words.subjectWord(subject),
						count: missing,
					})}
				</span>
				<span>
					{why === 'together'
						? t('missing.together')
						: possibleAlone > 0
							? t('missing.aloneSome', { count: possibleAlone })
							: t('missing.alone')}
				</span>
			</summary>
			{relaxations.length === 0 ? (
				<p className="admin-soft">{t('missing.noWay')}</p>
			) : (
				<>
					<p className="admin-soft">{t('missing.ways')}</p>
					<ul className="plan-ways">
						{relaxations.map((each) => (
							<li key={`${each.teacherId} ${each.rules.join()}`}>{words.way(need, each)}</li>
						))}
					</ul>
				</>
			)}
		</details>
	);
}

/** What could not be placed, and what would have to be otherwise for it. */
export function Missing({
	unplaced,
	words,
}: Readonly<{ unplaced: readonly UnplacedNeed[]; words: PlanWords }>) {
	const { t } = useTranslation('planning');
	const count = unplaced.reduce((sum, { missing }) => sum + missing, 0);
	if (count === 0) return <p className="tt-move__free">✓ {t('missing.none')}</p>;
	return (
		<section>
			<h2 className="tt-panel__title">{t('missing.title', { count })}</h2>
			{unplaced.map((need) => (
				<Reason key={need.needId} need={need} words={words} />
			))}
		</section>
	);
}
