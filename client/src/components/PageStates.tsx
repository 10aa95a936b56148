import './Pages.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyErrorCode } from '../api/apiError.ts';
import type { ErrorDetails } from '../hooks/useErrorWords.ts';
import { useErrorWords } from '../hooks/useErrorWords.ts';
import { useDelayed } from '../hooks/useDelayed.ts';
import { Button } from './Button.tsx';
import { classes } from './classes.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

/** Grey lines in the place of what is coming; only after 300 ms, so that quick answers do not flicker. */
export function Loading({ lines = 6 }: { lines?: number }) {
	const { t } = useTranslation();
	const shown = useDelayed(300);
	return (
		<div
			className="skeleton"
			role="status"
			aria-busy="true"
			style={shown ? undefined : { visibility: 'hidden' }}
		>
			<span className="visually-hidden">{t('loading')}</span>
			{Array.from({ length: lines }, (_, index) => (
				<div key={index} className="skeleton__line" />
			))}
		</div>
	);
}

/** What would stand here, what for, and the one button. */
export function Empty({
	icon,
	what,
	children,
	button,
}: {
	icon: IconName;
	what: string;
	children?: ReactNode;
	button?: ReactNode;
}) {
	return (
		<div className="notice">
			<div className="notice__icon">
				<Icon name={icon} size={32} />
			</div>
			<p className="notice__what">{what}</p>
			{children && <div className="notice__do">{children}</div>}
			{button && <div className="notice__buttons">{button}</div>}
		</div>
	);
}

/** What happened, what to do, and small the code (with the incident's number for the operator). */
export function Failure({
	code,
	incident,
	onAgain,
	button,
	fullPage = false,
}: {
	code: AnyErrorCode;
	incident?: string | undefined;
	onAgain?: (() => void) | undefined;
	button?: ReactNode;
	fullPage?: boolean;
}) {
	const { t } = useTranslation(['error', 'common']);
	return (
		<div className={classes(fullPage && 'page-centre')}>
			<div className="notice notice--error" role="alert">
				<div className="notice__icon">
					<Icon name={code === 'offline' ? 'network' : 'warning'} size={32} />
				</div>
				<p className="notice__what">{t(`${code}.what`)}</p>
				<p className="notice__do">{t(`${code}.do`)}</p>
				{(onAgain ?? button) && (
					<div className="notice__buttons">
						{onAgain && (
							<Button kind="primary" icon="again" onClick={onAgain}>
								{t('common:again')}
							</Button>
						)}
						{button}
					</div>
				)}
				<p className="notice__code">{incident ? `${code} · ${incident}` : code}</p>
			</div>
		</div>
	);
}

/** An error in one line: in a form, above a list. */
export function FailureLine({
	code,
	incident,
	details,
}: {
	code: AnyErrorCode;
	incident?: string | undefined;
	/** Names and numbers that the error is about. */
	details?: ErrorDetails | undefined;
}) {
	const errorWords = useErrorWords();
	return (
		<div className="notice-line" role="alert">
			<Icon name="warning" />
			<span>
				{errorWords({ code, details })}
				{incident && <small> {incident}</small>}
			</span>
		</div>
	);
}
