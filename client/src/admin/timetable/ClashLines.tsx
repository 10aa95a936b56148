import { useTranslation } from 'react-i18next';
import type { LessonClash } from '@classroom/protocol';
import { Icon } from '../../components/index.ts';
import { useMoment } from '../useCounty.ts';

const MOST_SHOWN = 4;

/** What is in the way, each with the other lesson named. */
export function ClashLines({ clashes, count }: Readonly<{ clashes: readonly LessonClash[]; count: number }>) {
	const { t } = useTranslation('timetable');
	const moment = useMoment();
	const shown = clashes.slice(0, MOST_SHOWN);
	return (
		<div className="admin-clash" role="status">
			<Icon name="warning" />
			<div>
				{shown.map(({ resource, name, title, from }) => (
					<p key={`${resource} ${name} ${from}`}>
						{title === null
							? t('clash.other', { name, when: moment(from) })
							: t('clash.lesson', { name, when: moment(from), title })}
					</p>
				))}
				{count > shown.length && <p>{t('clash.more', { count: count - shown.length })}</p>}
			</div>
		</div>
	);
}
