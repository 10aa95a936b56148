import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { School } from '@classroom/protocol';
import { useAction } from '../../api/index.ts';
import { RemoveDialog } from '../form/RemoveDialog.tsx';
import { adminLists } from '../stale.ts';

export function RemoveSchool({ school, onClose }: Readonly<{ school: School; onClose: () => void }>) {
	const { t } = useTranslation('admin');
	const action = useAction(endpoints.deleteSchool, adminLists);
	return (
		<RemoveDialog
			name={school.name}
			action={action}
			input={{ params: { schoolId: school.schoolId } }}
			onClose={onClose}
		>
			{t('schools.removeAbout')}
		</RemoveDialog>
	);
}
