import { useTranslation } from 'react-i18next';
import { classes } from '../../components/index.ts';
import type { ImportAnswer } from './exchanges.ts';

const sheets = [
	'schools',
	'classrooms',
	'classes',
	'teachers',
	'students',
	'terms',
	'days',
	'bells',
	'series',
] as const;
const figures = ['created', 'updated', 'unchanged'] as const;

/** What each sheet changes; sheets without rows are left out. */
export function CountTable({ counts }: Readonly<{ counts: ImportAnswer['counts'] }>) {
	const { t } = useTranslation('admin');
	const tallies = new Map(Object.entries(counts));
	const shown = sheets.flatMap((sheet) => {
		const tally = tallies.get(sheet);
		return tally && figures.some((figure) => tally[figure] > 0) ? [{ sheet, tally }] : [];
	});
	if (shown.length === 0) return null;
	return (
		<table className="exchange-counts">
			<caption className="visually-hidden">{t('exchange.count.caption')}</caption>
			<thead>
				<tr>
					<th scope="col">{t('exchange.count.sheet')}</th>
					{figures.map((figure) => (
						<th key={figure} scope="col">
							{t(`exchange.count.${figure}`)}
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{shown.map(({ sheet, tally }) => (
					<tr key={sheet}>
						<th scope="row">{t(`exchange.sheet.${sheet}`)}</th>
						{figures.map((figure) => (
							<td key={figure} className={classes(tally[figure] === 0 && 'admin-soft')}>
								{tally[figure]}
							</td>
						))}
					</tr>
				))}
			</tbody>
		</table>
	);
}
