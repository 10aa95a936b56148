import { useCallback } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { classes } from '../../components/index.ts';

export type Column<Item> = Readonly<{
	key: string;
	title: string;
	render: (item: Item) => ReactNode;
	/** CSS width; what is not given shares the rest. */
	width?: string;
	/** Figures stand right. */
	figure?: boolean;
	/** Left out on a phone. */
	deskOnly?: boolean;
}>;

type ListTableProps<Item> = Readonly<{
	caption: string;
	columns: readonly Column<Item>[];
	items: readonly Item[];
	keyOf: (item: Item) => string;
	actions?: ((item: Item) => ReactNode) | undefined;
	/** Rows that no longer count, such as a disabled person's. */
	isFaint?: ((item: Item) => boolean) | undefined;
	renewing: boolean;
}>;

const focusable = 'button, a[href]';

/** Up and down go from row to row, and stay in the column. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
	const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
	if (step === 0 || !(event.target instanceof HTMLElement)) return;
	const row = event.target.closest('tr');
	const place = [...(row?.querySelectorAll(focusable) ?? [])].indexOf(event.target);
	let next = step > 0 ? row?.nextElementSibling : row?.previousElementSibling;
	while (next) {
		const found = [...next.querySelectorAll<HTMLElement>(focusable)];
		const target = found[place] ?? found.at(-1);
		if (target) {
			event.preventDefault();
			target.focus();
			return;
		}
		next = step > 0 ? next.nextElementSibling : next.previousElementSibling;
	}
}

/** A table at a desk; on a phone each row is a card whose lines are named by the columns. The first column names it. */
export function ListTable<Item>(props: ListTableProps<Item>) {
	const { caption, columns, items, keyOf, actions, isFaint, renewing } = props;
	const onKeyDown = useCallback((event: KeyboardEvent<HTMLElement>) => moveFocus(event), []);
	return (
		<table className={classes('admin-table', renewing && 'admin-table--renewing')} aria-busy={renewing}>
			<caption className="visually-hidden">{caption}</caption>
			<thead>
				<tr>
					{columns.map(({ key, title, width, figure }) => (
						<th
							key={key}
							scope="col"
							style={width === undefined ? undefined : { width }}
							className={classes(figure && 'admin-table__figure')}
						>
							{title}
						</th>
					))}
					{actions && <th aria-hidden="true" className="admin-table__actions" />}
				</tr>
			</thead>
			<tbody onKeyDown={onKeyDown}>
				{items.map((item) => (
					<tr key={keyOf(item)} className={classes(isFaint?.(item) && 'admin-table__faint')}>
						{columns.map(({ key, title, render, figure, deskOnly }) => (
							<td
								key={key}
								data-title={title}
								className={classes(figure && 'admin-table__figure', deskOnly && 'admin-table__desk')}
							>
								<div className="admin-table__value">{render(item)}</div>
							</td>
						))}
						{actions && <td className="admin-table__actions">{actions(item)}</td>}
					</tr>
				))}
			</tbody>
		</table>
	);
}
