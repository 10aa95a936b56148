// /setup/:secret, the one-time link printed at first start in production mode: makes the county and its first
// administrator.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { endpoints } from '@classroom/protocol';
import { useAction, useApi, useEnterSession } from '../api/index.ts';
import { Button, ButtonLink, Failure, FailureLine, Loading, TextField } from '../components/index.ts';
import { NewPasswordFields, useNewPassword } from '../account/NewPasswordFields.tsx';
import { Entry } from './Entry.tsx';

type SetupFormProps = Readonly<{
	secret: string;
	/** The county that waits for its administrator; null: it is named here. */
	known: string | null;
}>;

function SetupForm({ secret, known }: SetupFormProps) {
	const { t } = useTranslation('signIn');
	const enter = useEnterSession();
	const navigate = useNavigate();
	const setup = useAction(endpoints.setup);
	const [county, setCounty] = useState(known ?? '');
	const [name, setName] = useState('');
	const [loginName, setLoginName] = useState('');
	const password = useNewPassword();

	const submit = async (): Promise<void> => {
		if (!password.agrees()) return;
		const session = await setup.run({ body: { secret, county, name, loginName, password: password.value } });
		if (!session) return;
		enter(session);
		await navigate('/', { replace: true });
	};

	const { error } = setup;
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
				<h1>{known === null ? t('setup.title') : t('setup.titleOf', { county: known })}</h1>
				<p className="entry__about">{t('setup.intro')}</p>
			</div>
			{error && error.code !== 'bad-request' && (
				<FailureLine code={error.code} incident={error.incident} details={error.details} />
			)}
			<div className="entry__fields">
				{known === null && (
					<TextField
						label={t('setup.county')}
						hint={t('setup.countyHint')}
						issue={error?.issueOf('county')}
						value={county}
						onChange={(event) => setCounty(event.target.value)}
						autoFocus
					/>
				)}
				<TextField
					label={t('setup.name')}
					issue={error?.issueOf('name')}
					value={name}
					onChange={(event) => setName(event.target.value)}
					autoComplete="name"
					autoFocus={known !== null}
				/>
				<TextField
					label={t('loginName')}
					hint={t('setup.loginNameHint')}
					issue={error?.issueOf('loginName')}
					value={loginName}
					onChange={(event) => setLoginName(event.target.value)}
					autoComplete="username"
					autoCapitalize="none"
					spellCheck={false}
				/>
				<NewPasswordFields password={password} issue={error?.issueOf('password')} />
			</div>
			<Button type="submit" kind="primary" busy={setup.busy}>
				{t('setup.submit')}
			</Button>
		</form>
	);
}

function Checked({ secret }: { secret: string }) {
	const { t } = useTranslation('signIn');
	const link = useApi(endpoints.readSetup, { params: { secret } });
	switch (link.state) {
		case 'loading':
			return <Loading />;
		case 'failed':
			return (
				<Failure
					code={link.error.code}
					incident={link.error.incident}
					button={<ButtonLink to="/sign-in">{t('title')}</ButtonLink>}
				/>
			);
		case 'ready':
			return <SetupForm secret={secret} known={link.data.county} />;
	}
}

export default function SetupPage() {
	const { secret = '' } = useParams();
	return (
		<Entry>
			<Checked secret={secret} />
		</Entry>
	);
}
