import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Person } from '@classroom/protocol';
import { useAction } from '../../api/index.ts';
import { RemoveDialog } from '../form/RemoveDialog.tsx';
import { adminLists } from '../stale.ts';

export function RemovePerson({ person, onClose }: Readonly<{ person: Person; onClose: () => void }>) {
	const { t } = useTranslation('admin');
	const action = useAction(endpoints.deletePerson, adminLists);
	return (
		<RemoveDialog
			name={person.name}
			action={action}
			input={{ params: { personId: person.personId } }}
			onClose={onClose}
		>
			{t('people.removeAbout')}
		</RemoveDialog>
	);
}
