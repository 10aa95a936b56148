import { useTranslation } from 'react-i18next';
import type { LessonClash } from '@classroom/protocol';
import { Button } from 'antd';
import { Icon } from '../../components/index.ts';
import { useMoment } from '../useCounty.ts';

const MOST_SHOWN = 4;

type ClashLinesProps = Readonly<{
	clashes: readonly LessonClash[];
	count: number;
	/** The nearest starts at which nothing is in the way; undefined: not looked for. */
	free?: readonly number[] | undefined;
	onChoose?: (start: number) => void;
}>;

function useClashText(): (clash: LessonClash) => string {
	const { t } = useTranslation(['timetable', 'admin']);
	const moment = useMoment();
	return ({ resource, name, title, from }) => {
		const when = moment(from);
		switch (resource) {
			case 'link':
				return t('admin:lessons.clash.link', { name, time: when });
			case 'recorder':
			case 'sfu':
				return t(`admin:lessons.clash.${resource}`, { time: when });
			default:
				return title === null ? t('clash.other', { name, when }) : t('clash.lesson', { name, when, title });
		}
	};
}

/** The nearest times at which nothing is in the way, to be chosen. */
export function FreeTimes({
	free,
	onChoose,
}: Readonly<{ free: readonly number[]; onChoose: (start: number) => void }>) {
	const { t } = useTranslation('admin');
	const moment = useMoment();
	return (
		<div className="admin-clash__free">
			<span>{free.length === 0 ? t('lessons.clash.noneFree') : t('lessons.clash.free')}</span>
			{free.map((start) => (
				<Button key={start} size="small" data-leaves onClick={() => onChoose(start)}>
					{moment(start)}
				</Button>
			))}
		</div>
	);
}

/** What is in the way, each with the other lesson named, and where nothing is. */
export function ClashLines({ clashes, count, free, onChoose }: ClashLinesProps) {
	const { t } = useTranslation('timetable');
	const clashText = useClashText();
	const shown = clashes.slice(0, MOST_SHOWN);
	return (
		<div className="admin-clash" role="status">
			<Icon name="warning" />
			<div>
				{shown.map((clash) => (
					<p key={`${clash.resource} ${clash.name} ${clash.from}`}>{clashText(clash)}</p>
				))}
				{count > shown.length && <p>{t('clash.more', { count: count - shown.length })}</p>}
				{free && onChoose && <FreeTimes free={free} onChoose={onChoose} />}
			</div>
		</div>
	);
}
