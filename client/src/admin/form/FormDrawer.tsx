import { Button, Drawer, Form } from 'antd';
import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '../../api/index.ts';
import { FailureLine } from '../../components/index.ts';
import { isSaidAtFields } from './fieldErrors.ts';
import { FormContext } from './formContext.ts';

type FormDrawerProps = Readonly<{
	title: string;
	about?: ReactNode;
	onClose: () => void;
	onSubmit: () => Promise<void>;
	busy: boolean;
	error: ApiError | undefined;
	/** The fields shown, as the contract calls them: what is wrong with others is said above. */
	fields: readonly string[];
	submit: string;
	/** Says that what was left unsaved before is back, and offers to start anew. */
	restored?: boolean;
	onReset?: () => void;
	wide?: boolean;
	children: ReactNode;
}>;

const firstWrong =
	'.ant-form-item-has-error :is(input, textarea, button), .ant-form-item-has-error [tabindex]';
const firstField = '.ant-form-item :is(input, textarea)';

function Restored({ onReset }: { onReset: (() => void) | undefined }) {
	const { t } = useTranslation('admin');
	return (
		<div className="admin-restored" role="status">
			<span>{t('form.restored')}</span>
			{onReset && (
				<Button size="small" onClick={onReset}>
					{t('form.reset')}
				</Button>
			)}
		</div>
	);
}

/**
 * A form beside the list. Closing it (Escape, the cross, a click beside it) keeps what was typed; Ctrl and Enter
 * saves. When something is wrong the focus goes to the first field concerned.
 */
export function FormDrawer(props: FormDrawerProps) {
	const { title, about, onClose, onSubmit, busy, error, fields, submit, wide = false, children } = props;
	const { t } = useTranslation('admin');
	const formId = useId();
	const form = useRef<HTMLFormElement>(null);
	useEffect(() => {
		if (error) form.current?.querySelector<HTMLElement>(firstWrong)?.focus();
	}, [error]);
	const send = (): void => {
		if (!busy) void onSubmit();
	};
	return (
		<Drawer
			open
			title={title}
			size={`min(${wide ? 720 : 520}px, 100vw)`}
			onClose={onClose}
			afterOpenChange={(open) => {
				if (open) form.current?.querySelector<HTMLElement>(firstField)?.focus();
			}}
			footer={
				<div className="admin-form__buttons">
					<Button onClick={onClose}>{t('form.close')}</Button>
					<Button type="primary" loading={busy} onClick={send} title={t('form.saveKey')}>
						{submit}
					</Button>
				</div>
			}
		>
			<form
				ref={form}
				noValidate
				className="admin-form"
				onSubmit={(event) => {
					event.preventDefault();
					send();
				}}
				onKeyDown={(event) => {
					if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
				}}
			>
				{about && <div className="admin-form__about">{about}</div>}
				{props.restored && <Restored onReset={props.onReset} />}
				{error && !isSaidAtFields(error, fields) && (
					<FailureLine code={error.code} incident={error.incident} details={error.details} />
				)}
				<FormContext value={{ formId, error }}>
					<Form layout="vertical" component={false}>
						{children}
					</Form>
				</FormContext>
				{/* Enter in a field saves. */}
				<button type="submit" hidden />
			</form>
		</Drawer>
	);
}
