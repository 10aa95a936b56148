import './exchange.css';
import { useTranslation } from 'react-i18next';
import { rosterFiles } from '@classroom/protocol';
import { readFile } from '../../api/index.ts';
import { Button, Failure, FailureLine, Icon } from '../../components/index.ts';
import { bytesText } from '../../format/index.ts';
import { useLanguage } from '../../hooks/useLanguage.ts';
import { ListHead } from '../list/ListHead.tsx';
import { useRights } from '../useRights.ts';
import { DropArea } from './DropArea.tsx';
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

/** Schools and people in and out by Excel. */
export function ExchangePage() {
	const { t } = useTranslation('admin');
	const language = useLanguage();
	const { county } = useRights();
	const importing = useImport();
	const { step } = importing.state;
	const idle = step === 'empty' || step === 'unfit';
	const file = (path: string) => () => readFile(path, { language });
	return (
		<>
			<ListHead
				title={t('menu.exchange')}
				about={county ? t('exchange.about') : t('exchange.aboutSchool')}
				buttons={
					<>
						<FileButton
							label={t('exchange.template')}
							name={`${t('exchange.template')}.xlsx`}
							make={file(rosterFiles.template)}
						/>
						<FileButton
							label={t('exchange.export')}
							name={`${t('exchange.export')}.xlsx`}
							make={file(rosterFiles.export)}
						/>
					</>
				}
			/>
			<Import importing={importing} />
			{idle && <p className="admin-soft exchange-about">{t('exchange.templateAbout')}</p>}
			{idle && <RenewPasswords />}
		</>
	);
}
