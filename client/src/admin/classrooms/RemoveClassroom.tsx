import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Classroom } from '@classroom/protocol';
import { useAction } from '../../api/index.ts';
import { RemoveDialog } from '../form/RemoveDialog.tsx';
import { adminLists } from '../stale.ts';

export function RemoveClassroom({
	classroom,
	onClose,
}: Readonly<{ classroom: Classroom; onClose: () => void }>) {
	const { t } = useTranslation('admin');
	const action = useAction(endpoints.deleteClassroom, adminLists);
	return (
		<RemoveDialog
			name={`${classroom.school} ${classroom.name}`}
			action={action}
			input={{ params: { classroomId: classroom.classroomId } }}
			onClose={onClose}
		>
			{t('classrooms.removeAbout')}
		</RemoveDialog>
	);
}
