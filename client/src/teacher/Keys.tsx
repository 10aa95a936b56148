import { useTranslation } from 'react-i18next';
import { Dialog } from '../components/index.ts';
import { teacherKeys } from './useTeacherKeys.ts';

export function Keys({ onClose }: { onClose: () => void }) {
	const { t } = useTranslation('teacher');
	return (
		<Dialog title={t('keys.title')} onClose={onClose}>
			<dl className="keys">
				{teacherKeys.map(({ key, does }) => (
					<div key={key} className="keys__line">
						<dt>
							<kbd>{key}</kbd>
						</dt>
						<dd>{t(`keys.${does}`)}</dd>
					</div>
				))}
			</dl>
		</Dialog>
	);
}
