import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Person } from '@classroom/protocol';
import { useAction } from '../../api/index.ts';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { useDone } from '../useDone.ts';
import { newPassword } from './firstPassword.ts';
import { PasswordField } from './PasswordField.tsx';

/** A new first password; the person chooses an own one at the next sign-in. */
export function ResetPassword({ person, onClose }: Readonly<{ person: Person; onClose: () => void }>) {
	const { t } = useTranslation('admin');
	const done = useDone();
	const reset = useAction(endpoints.resetPassword, [endpoints.audit]);
	const [password, setPassword] = useState(newPassword);
	const submit = async (): Promise<void> => {
		if (!(await reset.run({ params: { personId: person.personId }, body: { password } }))) return;
		onClose();
		done(t('people.passwordReset', { name: person.name }));
	};
	return (
		<FormDrawer
			title={t('people.resetTitle', { name: person.name })}
			about={t('people.resetAbout', { name: person.loginName })}
			onClose={onClose}
			onSubmit={submit}
			busy={reset.busy}
			error={reset.error}
			fields={['password']}
			submit={t('people.reset')}
		>
			<PasswordField value={password} onChange={setPassword} />
		</FormDrawer>
	);
}
