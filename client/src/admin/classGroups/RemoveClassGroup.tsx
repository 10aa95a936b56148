import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { ClassGroup } from '@classroom/protocol';
import { useAction } from '../../api/index.ts';
import { RemoveDialog } from '../form/RemoveDialog.tsx';
import { adminLists } from '../stale.ts';

export function RemoveClassGroup({ group, onClose }: Readonly<{ group: ClassGroup; onClose: () => void }>) {
	const { t } = useTranslation('admin');
	const action = useAction(endpoints.deleteClassGroup, adminLists);
	return (
		<RemoveDialog
			name={`${group.school} ${group.name}`}
			action={action}
			input={{ params: { classGroupId: group.classGroupId } }}
			onClose={onClose}
		>
			{t('classes.removeAbout')}
		</RemoveDialog>
	);
}
