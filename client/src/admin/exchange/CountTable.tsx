import { useTranslation } from 'react-i18next';
import type { RosterImport } from '@classroom/protocol';
import { classes } from '../../components/index.ts';

const sheets = ['schools', 'classrooms', 'classes', 'teachers', 'students'] as const;
const figures = ['created', 'updated', 'unchanged'] as const;

/** What each sheet changes; sheets without rows are left out. */
export function CountTable({ counts }: Readonly<{ counts: RosterImport['counts'] }>) {
	const { t } = useTranslation('admin');
	const shown = sheets.filter((sheet) => figures.some((figure) => counts[sheet][figure] > 0));
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
				{shown.map((sheet) => (
					<tr key={sheet}>
						<th scope="row">{t(`exchange.sheet.${sheet}`)}</th>
						{figures.map((figure) => (
							<td key={figure} className={classes(counts[sheet][figure] === 0 && 'admin-soft')}>
								{counts[sheet][figure]}
							</td>
						))}
					</tr>
				))}
			</tbody>
		</table>
	);
}
