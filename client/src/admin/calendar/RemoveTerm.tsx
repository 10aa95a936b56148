import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Term } from '@classroom/protocol';
import { useAction } from '../../api/index.ts';
import { RemoveDialog } from '../form/RemoveDialog.tsx';
import { adminLists } from '../stale.ts';
import { RemovedTermEffect } from './ChangeEffect.tsx';

export function RemoveTerm({ term, onClose }: Readonly<{ term: Term; onClose: () => void }>) {
	const { t } = useTranslation('calendar');
	const action = useAction(endpoints.deleteTerm, adminLists);
	return (
		<RemoveDialog
			name={term.name}
			action={action}
			input={{ params: { termId: term.termId } }}
			onClose={onClose}
		>
			<div className="admin-confirm">
				<p>{t('term.removeAbout')}</p>
				<RemovedTermEffect termId={term.termId} />
			</div>
		</RemoveDialog>
	);
}
