// A list with its five states: loading, empty (nothing there yet, or nothing found), failed, old, and full.
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, Failure, FailureLine, Icon, Loading } from '../../components/index.ts';
import type { IconName } from '../../components/index.ts';
import { ListTable } from './ListTable.tsx';
import type { Column } from './ListTable.tsx';
import type { Kept } from './useKept.ts';
import type { Pager } from './usePager.ts';

export type ListPage<Item> = Readonly<{ items: readonly Item[]; next: string | null; total: number }>;

type ListViewProps<Item> = Readonly<{
	kept: Kept<ListPage<Item>>;
	pager: Pager;
	/** Rows a page, as asked for. */
	limit: number;
	caption: string;
	columns: readonly Column<Item>[];
	keyOf: (item: Item) => string;
	actions?: ((item: Item) => ReactNode) | undefined;
	isFaint?: ((item: Item) => boolean) | undefined;
	/** Whether something is searched or filtered: then nothing found is not nothing there. */
	filtered: boolean;
	onClearFilters: () => void;
	empty: Readonly<{ icon: IconName; what: string; about: string; button?: ReactNode }>;
}>;

function Pages({ page, pager, limit }: { page: ListPage<unknown>; pager: Pager; limit: number }) {
	const { t } = useTranslation('admin');
	const { items, next, total } = page;
	const first = pager.index * limit + 1;
	return (
		<nav className="admin-pages" aria-label={t('list.pages')}>
			<span className="admin-pages__count" role="status">
				{next === null && pager.index === 0
					? t('list.all', { count: total })
					: t('list.range', { first, last: first + items.length - 1, total })}
			</span>
			{(next !== null || pager.index > 0) && (
				<span className="admin-pages__buttons">
					<Button
						disabled={pager.index === 0}
						icon={<Icon name="back" size={16} />}
						onClick={pager.back}
						aria-label={t('list.back')}
					>
						{t('list.back')}
					</Button>
					<Button
						disabled={next === null}
						icon={<Icon name="forward" size={16} />}
						iconPlacement="end"
						onClick={() => {
							if (next !== null) pager.forward(next);
						}}
					>
						{t('list.forward')}
					</Button>
				</span>
			)}
		</nav>
	);
}

export function ListView<Item>(props: ListViewProps<Item>) {
	const { t } = useTranslation('admin');
	const { kept, pager, limit, filtered, onClearFilters, empty, ...table } = props;
	const { reading, renewing } = kept;
	if (reading.state === 'loading') return <Loading lines={9} />;
	if (reading.state === 'failed') {
		return <Failure code={reading.error.code} incident={reading.error.incident} onAgain={reading.again} />;
	}
	const { data, failing } = reading;
	if (data.items.length === 0 && filtered) {
		return (
			<Empty
				icon="search"
				what={t('list.nothingFound')}
				button={<Button onClick={onClearFilters}>{t('list.showAll')}</Button>}
			>
				{t('list.nothingFoundAbout')}
			</Empty>
		);
	}
	if (data.items.length === 0) {
		return (
			<Empty icon={empty.icon} what={empty.what} button={empty.button}>
				{empty.about}
			</Empty>
		);
	}
	return (
		<>
			{failing && <FailureLine code={failing.code} incident={failing.incident} />}
			<ListTable {...table} items={data.items} renewing={renewing} />
			<Pages page={data} pager={pager} limit={limit} />
		</>
	);
}
