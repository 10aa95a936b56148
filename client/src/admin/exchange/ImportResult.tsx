import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Icon } from '../../components/index.ts';
import type { IconName } from '../../components/index.ts';
import { CountTable } from './CountTable.tsx';
import type { ImportAnswer } from './exchanges.ts';
import { FileButton } from './FileButton.tsx';
import type { ImportState } from './importState.ts';
import { newAccounts, totals } from './importState.ts';
import { IssueTable } from './IssueTable.tsx';
import { PasswordFile } from './PasswordFile.tsx';
import { PlanEffect } from './PlanEffect.tsx';
import type { Importing } from './useImport.ts';

type ResultState = Extract<ImportState, { step: 'checked' | 'saved' }>;

type HeadProps = Readonly<{
	icon: IconName;
	tone: 'fine' | 'wrong';
	title: string;
	about: string;
	file: string;
}>;

function ResultHead({ icon, tone, title, about, file }: HeadProps) {
	return (
		<div className="exchange-head">
			<span className={`exchange-head__sign exchange-head__sign--${tone}`}>
				<Icon name={icon} size={20} />
			</span>
			<div>
				<h2 className="admin-box__title">{title}</h2>
				<p className="admin-soft exchange-file">{file}</p>
				<p>{about}</p>
			</div>
		</div>
	);
}

function OtherSheets({ names }: Readonly<{ names: readonly string[] }>) {
	const { t } = useTranslation('admin');
	if (names.length === 0) return null;
	return <p className="admin-soft">{t('exchange.result.otherSheets', { names: names.join('、') })}</p>;
}

function Mistakes({ state, importing }: Readonly<{ state: ResultState; importing: Importing }>) {
	const { t } = useTranslation('admin');
	const { answer, file } = state;
	const { issues, issueCount } = answer;
	return (
		<>
			<section className="admin-box" role="alert">
				<ResultHead
					icon="warning"
					tone="wrong"
					title={t('exchange.result.wrong', { count: issueCount })}
					file={file.name}
					about={t('exchange.result.wrongAbout')}
				/>
				<div className="admin-head__buttons">
					<FileButton
						primary
						label={t('exchange.result.marked')}
						name={file.name.replace(/\.xlsx$/i, '-标注.xlsx')}
						make={() => importing.marked(file)}
					/>
					<Button onClick={importing.reset}>{t('exchange.chooseOther')}</Button>
				</div>
				{issueCount > issues.length && (
					<p className="admin-note">
						{t('exchange.result.onlyFirst', { shown: issues.length, total: issueCount })}
					</p>
				)}
			</section>
			<IssueTable issues={issues} />
		</>
	);
}

function Ready({ state, importing }: Readonly<{ state: ResultState; importing: Importing }>) {
	const { t } = useTranslation('admin');
	const { answer, file } = state;
	const { created, updated } = totals(answer.counts);
	const changes = created + updated;
	const plan = 'lessons' in answer ? answer : undefined;
	const readyAbout = plan ? t('exchange.plan.readyAbout') : t('exchange.result.readyAbout');
	return (
		<section className="admin-box" role="status">
			<ResultHead
				icon="check"
				tone="fine"
				title={changes === 0 ? t('exchange.result.nothing') : t('exchange.result.ready')}
				file={file.name}
				about={changes === 0 ? t('exchange.result.nothingAbout') : readyAbout}
			/>
			<CountTable counts={answer.counts} />
			{plan && <PlanEffect answer={plan} />}
			<OtherSheets names={answer.otherSheets} />
			<div className="admin-head__buttons">
				{changes > 0 && (
					<Button type="primary" autoFocus onClick={() => void importing.save(file, answer)}>
						{t('exchange.result.importCount', { count: changes })}
					</Button>
				)}
				<Button onClick={importing.reset}>{t('exchange.chooseOther')}</Button>
			</div>
		</section>
	);
}

function Saved({
	answer,
	file,
	onAgain,
}: Readonly<{ answer: ImportAnswer; file: File; onAgain: () => void }>) {
	const { t } = useTranslation('admin');
	const navigate = useNavigate();
	return (
		<section className="admin-box" role="status">
			<ResultHead
				icon="check"
				tone="fine"
				title={t('exchange.result.saved')}
				file={file.name}
				about={t('exchange.result.savedAbout', totals(answer.counts))}
			/>
			{'firstPasswords' in answer && answer.firstPasswords !== null && (
				<PasswordFile base64={answer.firstPasswords} people={newAccounts(answer.counts)} />
			)}
			<CountTable counts={answer.counts} />
			{'lessons' in answer && <PlanEffect answer={answer} />}
			<div className="admin-head__buttons">
				{'lessons' in answer && (
					<Button type="primary" onClick={() => void navigate('/admin/timetable')}>
						{t('exchange.plan.look')}
					</Button>
				)}
				<Button onClick={onAgain}>{t('exchange.result.again')}</Button>
			</div>
		</section>
	);
}

/** What a check or an import came to. */
export function ImportResult({ state, importing }: Readonly<{ state: ResultState; importing: Importing }>) {
	if (state.answer.issueCount > 0) return <Mistakes state={state} importing={importing} />;
	if (state.step === 'checked') return <Ready state={state} importing={importing} />;
	return <Saved answer={state.answer} file={state.file} onAgain={importing.reset} />;
}
