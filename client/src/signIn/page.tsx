// /sign-in, and in the place of any page that needs somebody signed in.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { endpoints } from '@classroom/protocol';
import { useAction, useEnterSession, useSession } from '../api/index.ts';
import { Button, FailureLine, Icon, TextField } from '../components/index.ts';
import { Entry } from './Entry.tsx';

function SignInForm() {
	const { t } = useTranslation('signIn');
	const enter = useEnterSession();
	const navigate = useNavigate();
	const { pathname } = useLocation();
	const signIn = useAction(endpoints.signIn);
	const [loginName, setLoginName] = useState('');
	const [password, setPassword] = useState('');

	const submit = async (): Promise<void> => {
		const session = await signIn.run({ body: { loginName, password } });
		if (!session) return;
		enter(session);
		if (pathname === '/sign-in') await navigate('/', { replace: true });
	};

	const { error } = signIn;
	return (
		<form
			className="entry__card"
			noValidate
			onSubmit={(event) => {
				event.preventDefault();
				void submit();
			}}
		>
			<h1>{t('title')}</h1>
			{error && error.code !== 'bad-request' && (
				<FailureLine code={error.code} incident={error.incident} details={error.details} />
			)}
			<div className="entry__fields">
				<TextField
					label={t('loginName')}
					issue={error?.issueOf('loginName')}
					value={loginName}
					onChange={(event) => setLoginName(event.target.value)}
					autoComplete="username"
					autoCapitalize="none"
					spellCheck={false}
					autoFocus
				/>
				<TextField
					label={t('password')}
					issue={error?.issueOf('password')}
					hint={t('forgot')}
					type="password"
					value={password}
					onChange={(event) => setPassword(event.target.value)}
					autoComplete="current-password"
				/>
			</div>
			<Button type="submit" kind="primary" busy={signIn.busy}>
				{t('submit')}
			</Button>
		</form>
	);
}

export default function SignInPage() {
	const { t } = useTranslation('signIn');
	const session = useSession();
	return (
		<Entry
			links={
				<>
					{session.mode === 'demo' && <Link to="/">{t('toDemo')}</Link>}
					<Link to="/device">
						<Icon name="classroom" />
						{t('classroomDevice')}
					</Link>
				</>
			}
		>
			<SignInForm />
		</Entry>
	);
}
