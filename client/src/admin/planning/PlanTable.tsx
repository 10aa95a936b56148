import { useTranslation } from 'react-i18next';
import type { ProposalEntry } from '@classroom/protocol';
import { classes } from '../../components/index.ts';
import { spanText } from '../bells/bellTimes.ts';
import { cellOf, lessonsByDay, planGrid, schoolWeek } from './planGrid.ts';
import type { PlanOf } from './planGrid.ts';
import { isChanged } from './review.ts';
import type { Review } from './review.ts';
import type { PlanWords } from './usePlanWords.ts';

type PlanTableProps = Readonly<{
	plan: readonly ProposalEntry[];
	of: PlanOf;
	review: Review;
	words: PlanWords;
	onOpen: (entry: number) => void;
}>;

/** What somebody did with an entry, or became of it. */
export function EntryMarks({ entry, review }: Readonly<{ entry: ProposalEntry; review: Review }>) {
	const { t } = useTranslation('planning');
	const fixed = review.fixed.get(entry.entry);
	if (entry.seriesId !== null) return <span className="admin-tag admin-tag--fine">● {t('entry.taken')}</span>;
	if (isChanged(entry, fixed))
		return <span className="admin-tag admin-tag--slow">▲ {t('entry.changed')}</span>;
	if (fixed) return <span className="admin-tag admin-tag--accent">{t('entry.pinned')}</span>;
	return null;
}

function EntryCard({
	entry,
	review,
	words,
	onOpen,
}: Readonly<{ entry: ProposalEntry }> & Omit<PlanTableProps, 'plan' | 'of'>) {
	const { t } = useTranslation('planning');
	const teacher = words.name(entry.teacherId);
	const title = words.title(entry);
	const leftOut = review.leftOut.has(entry.entry);
	return (
		<button
			type="button"
			className={classes(
				'tt-lesson',
				'tt-lesson--small',
				`tt-lesson--${entry.subject}`,
				leftOut && 'plan-card--out',
			)}
			aria-label={t('entry.open', {
				title,
				teacher,
				when: entry.slots.map(words.when).join(t('person')),
			})}
			onClick={() => onOpen(entry.entry)}
		>
			<span className="tt-lesson__title">{title}</span>
			<span className="tt-lesson__about">
				{teacher} → {words.receivers(entry)}
			</span>
			<EntryMarks entry={entry} review={review} />
		</button>
	);
}

/** The proposed week. */
export function PlanTable({ plan, of, ...card }: PlanTableProps) {
	const { t } = useTranslation('planning');
	const { words } = card;
	const { rows, cells } = planGrid(plan, of);
	const days = lessonsByDay(plan, of);
	const whose =
		of.by === 'all' ? t('result.everyone') : of.by === 'teacher' ? words.name(of.id) : words.school(of.id);
	if (rows.length === 0) return <p className="admin-note">{t('result.emptyGrid')}</p>;
	return (
		<div className="tt-scroll plan-week">
			<table className="tt-week">
				<caption className="visually-hidden">{t('result.caption', { name: whose })}</caption>
				<thead>
					<tr>
						<th className="tt-corner" />
						{schoolWeek.map((weekday, place) => (
							<th key={weekday} scope="col">
								{words.weekday(weekday)}
								<span className="plan-week__count">{t('result.onDay', { count: days[place] ?? 0 })}</span>
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map((row) => (
						<tr key={row.period}>
							<th scope="row">
								<span className="tt-row__name">{t('periodNumber', { number: row.period })}</span>
								<span className="tt-row__time">{row.until === 0 ? '' : spanText(row)}</span>
							</th>
							{schoolWeek.map((weekday) => (
								<td key={weekday} className="tt-cell">
									<div className="tt-cell__lessons">
										{(cells.get(cellOf(weekday, row.period)) ?? []).map((entry) => (
											<EntryCard key={entry.entry} entry={entry} {...card} />
										))}
									</div>
								</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}
