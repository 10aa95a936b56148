import { useTranslation } from 'react-i18next';
import { ButtonLink, Failure } from '../components/index.ts';

export function NotFoundPage() {
	const { t } = useTranslation();
	return <Failure fullPage code="not-found" button={<ButtonLink to="/">{t('toToday')}</ButtonLink>} />;
}
