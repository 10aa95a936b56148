import './Field.css';
import { useId, useState } from 'react';
import type { InputHTMLAttributes, SelectHTMLAttributes } from 'react';
import { useTranslation } from 'react-i18next';
import type { IssueCode } from '@classroom/protocol';
import { Button } from './Button.tsx';
import { classes } from './classes.ts';
import { Icon } from './Icon.tsx';

type Around = Readonly<{
	label: string;
	hint?: string | undefined;
	/** What the server or the schema says about this field. */
	issue?: IssueCode | undefined;
	/** Instead of the issue's own text. */
	issueText?: string | undefined;
}>;

type FrameProps = Around & { id: string; children: React.ReactNode };

function FieldFrame({ id, label, hint, issue, issueText, children }: FrameProps) {
	const { t } = useTranslation('words');
	const wrong = issueText ?? (issue ? t(`issue.${issue}`) : undefined);
	return (
		<div className="field">
			<label className="field__label" htmlFor={id}>
				{label}
			</label>
			<div className="field__box">{children}</div>
			{wrong ? (
				<p className="field__issue" id={`${id}-about`} role="alert">
					<Icon name="warning" />
					{wrong}
				</p>
			) : (
				hint && (
					<p className="field__hint" id={`${id}-about`}>
						{hint}
					</p>
				)
			)}
		</div>
	);
}

function described({ hint, issue, issueText }: Around, id: string) {
	const wrong = issue !== undefined || issueText !== undefined;
	return {
		...(wrong && { 'aria-invalid': true }),
		...((wrong || hint !== undefined) && { 'aria-describedby': `${id}-about` }),
	};
}

type TextFieldProps = Around & Omit<InputHTMLAttributes<HTMLInputElement>, 'id'>;

/** A line of text with its label, hint and what is wrong with it. A password can be looked at. */
export function TextField({
	label,
	hint,
	issue,
	issueText,
	type = 'text',
	className,
	...input
}: TextFieldProps) {
	const { t } = useTranslation();
	const id = useId();
	const [revealed, setRevealed] = useState(false);
	const secret = type === 'password';
	const around = { label, hint, issue, issueText };
	return (
		<FieldFrame id={id} {...around}>
			<input
				{...input}
				{...described(around, id)}
				id={id}
				type={secret && revealed ? 'text' : type}
				className={classes('field__input', secret && 'field__input--reveal', className)}
			/>
			{secret && (
				<Button
					kind="quiet"
					className="field__reveal"
					icon={revealed ? 'eye-off' : 'eye'}
					label={revealed ? t('hidePassword') : t('showPassword')}
					onClick={() => setRevealed(!revealed)}
				/>
			)}
		</FieldFrame>
	);
}

type SelectFieldProps = Around & Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id'>;

/** A choice of few; `children` are the `<option>`s. */
export function SelectField({ label, hint, issue, issueText, className, ...select }: SelectFieldProps) {
	const id = useId();
	const around = { label, hint, issue, issueText };
	return (
		<FieldFrame id={id} {...around}>
			<select {...select} {...described(around, id)} id={id} className={classes('field__input', className)} />
		</FieldFrame>
	);
}
