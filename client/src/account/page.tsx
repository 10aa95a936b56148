// /account/password: changes the own password; where a first password must be changed, everything leads here.
import '../signIn/Entry.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate } from 'react-router';
import { endpoints } from '@classroom/protocol';
import { refreshSession, useAction, usePerson, useSession } from '../api/index.ts';
import { Frame } from '../app/Frame.tsx';
import { Button, FailureLine, TextField, toast } from '../components/index.ts';
import { NewPasswordFields, useNewPassword } from './NewPasswordFields.tsx';

function PasswordForm() {
	const { t } = useTranslation('account');
	const person = usePerson();
	const navigate = useNavigate();
	const change = useAction(endpoints.changePassword);
	const [current, setCurrent] = useState('');
	const password = useNewPassword();

	const submit = async (): Promise<void> => {
		if (!password.agrees()) return;
		const done = await change.run({ body: { current, next: password.value } });
		if (!done) return;
		await refreshSession();
		toast(t('done'));
		await navigate('/', { replace: true });
	};

	const { error } = change;
	const wrongCurrent = error?.code === 'wrong-name-or-password';
	return (
		<form
			className="entry__card"
			noValidate
			onSubmit={(event) => {
				event.preventDefault();
				void submit();
			}}
		>
			<div className="entry__head">
				<h1>{t('title')}</h1>
				<p className="entry__about">{person.mustChangePassword ? t('must') : t('others')}</p>
			</div>
			{error && error.code !== 'bad-request' && !wrongCurrent && (
				<FailureLine code={error.code} incident={error.incident} details={error.details} />
			)}
			<div className="entry__fields">
				<TextField
					label={t('current')}
					issue={error?.issueOf('current')}
					issueText={wrongCurrent ? t('wrong') : undefined}
					type="password"
					value={current}
					onChange={(event) => setCurrent(event.target.value)}
					autoComplete="current-password"
					autoFocus
				/>
				<NewPasswordFields password={password} issue={error?.issueOf('next')} />
			</div>
			<Button type="submit" kind="primary" busy={change.busy}>
				{t('submit')}
			</Button>
		</form>
	);
}

export default function PasswordPage() {
	const session = useSession();
	if (session.kind !== 'person') return <Navigate to="/" replace />;
	return (
		<Frame>
			<div style={{ display: 'grid', justifyItems: 'center' }}>
				<PasswordForm />
			</div>
		</Frame>
	);
}
