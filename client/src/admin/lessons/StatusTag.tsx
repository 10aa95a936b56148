import { useTranslation } from 'react-i18next';
import type { LessonStatus } from '@classroom/protocol';
import { StateMark } from '../../components/index.ts';

/** Where a lesson is in its life; what is on or wrong also has a shape. */
export function StatusTag({ status }: { status: LessonStatus }) {
	const { t } = useTranslation('words');
	const word = t(`lessonStatus.${status}`);
	switch (status) {
		case 'teaching':
			return <StateMark state="fine" word={word} />;
		case 'overrun':
		case 'waiting':
			return <StateMark state="slow" word={word} />;
		case 'missed':
			return <StateMark state="gone" word={word} />;
		case 'planned':
		case 'ended':
		case 'cancelled':
			return <span className="admin-soft">{word}</span>;
	}
}
