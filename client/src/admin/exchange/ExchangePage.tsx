import './exchange.css';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { readFile } from '../../api/index.ts';
import { Button, Failure, FailureLine, Icon } from '../../components/index.ts';
import { bytesText } from '../../format/index.ts';
import { useLanguage } from '../../hooks/useLanguage.ts';
import { ListHead } from '../list/ListHead.tsx';
import { useFilters } from '../list/useFilters.ts';
import { useRights } from '../useRights.ts';
import { DropArea } from './DropArea.tsx';
import { ExchangeKind, exchanges } from './exchanges.ts';
import type { Exchange } from './exchanges.ts';
import { FileButton } from './FileButton.tsx';
import { ImportResult } from './ImportResult.tsx';
import { RenewPasswords } from './RenewPasswords.tsx';
import { Running } from './Running.tsx';
import { useImport } from './useImport.ts';
import type { Importing } from './useImport.ts';

function Import({ importing }: Readonly<{ importing: Importing }>) {
	const { t } = useTranslation('admin');
	const { state, check, cancel, reset } = importing;
	const choose = (file: File): void => void check(file);
	switch (state.step) {
		case 'empty':
			return <DropArea onFile={choose} />;
		case 'unfit':
			return (
				<>
					<div className="notice-line" role="alert">
						<Icon name="warning" />
						<span>
							{state.why === 'not-xlsx'
								? t('exchange.notXlsx', { name: state.name })
								: t('exchange.tooLarge', { name: state.name, size: bytesText(state.bytes) })}
						</span>
					</div>
					<DropArea onFile={choose} />
				</>
			);
		case 'checking':
		case 'saving':
			return <Running state={state} onCancel={cancel} />;
		case 'failed':
			// The same file would be refused again.
			return state.error.code.startsWith('spreadsheet-') || state.error.code === 'too-large' ? (
				<>
					<p className="admin-soft exchange-file">{state.file.name}</p>
					<FailureLine code={state.error.code} details={state.error.details} />
					<DropArea onFile={choose} />
				</>
			) : (
				<Failure
					code={state.error.code}
					incident={state.error.incident}
					onAgain={() => choose(state.file)}
					button={
						<Button size="normal" onClick={reset}>
							{t('exchange.chooseOther')}
						</Button>
					}
				/>
			);
		case 'checked':
		case 'saved':
			return <ImportResult state={state} importing={importing} />;
	}
}

type KindProps = Readonly<{ exchange: Exchange; children?: React.ReactNode }>;

/** In and out of one kind; `children`: to choose another. */
function ExchangeOf({ exchange, children }: KindProps) {
	const { t } = useTranslation('admin');
	const language = useLanguage();
	const { county } = useRights();
	const importing = useImport(exchange);
	const { step } = importing.state;
	const idle = step === 'empty' || step === 'unfit';
	const { kind, files } = exchange;
	const plan = kind === 'plan';
	const file = (path: string) => () => readFile(path, { language });
	const exported = plan ? t('exchange.plan.export') : t('exchange.export');
	const about = county ? t('exchange.about') : t('exchange.aboutSchool');
	return (
		<>
			<ListHead
				title={t('menu.exchange')}
				about={plan ? t('exchange.plan.about') : about}
				buttons={
					<>
						<FileButton
							label={t('exchange.template')}
							name={`${plan ? t('exchange.plan.templateFile') : t('exchange.template')}.xlsx`}
							make={file(files.template)}
						/>
						<FileButton label={exported} name={`${exported}.xlsx`} make={file(files.export)} />
					</>
				}
			>
				{children}
			</ListHead>
			<Import importing={importing} />
			{idle && (
				<p className="admin-soft exchange-about">
					{plan ? t('exchange.plan.templateAbout') : t('exchange.templateAbout')}
				</p>
			)}
			{idle && !plan && <RenewPasswords />}
		</>
	);
}

/** Schools and people, and a term's plan, in and out by Excel. */
export function ExchangePage() {
	const { t } = useTranslation('admin');
	const { county } = useRights();
	const filters = useFilters();
	const chosen = ExchangeKind.safeParse(filters.get('kind')).data ?? 'rosters';
	if (!county) return <ExchangeOf exchange={exchanges.rosters} />;
	return (
		<ExchangeOf key={chosen} exchange={exchanges[chosen]}>
			<Segmented<ExchangeKind>
				aria-label={t('exchange.kinds')}
				value={chosen}
				options={ExchangeKind.options.map((value) => ({ value, label: t(`exchange.kind.${value}`) }))}
				onChange={(kind) => filters.set({ kind: kind === 'rosters' ? undefined : kind })}
			/>
		</ExchangeOf>
	);
}
