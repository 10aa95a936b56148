import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Lesson, LessonClash, LessonInput } from '@classroom/protocol';
import { useApi } from '../../api/index.ts';
import { Icon } from '../../components/index.ts';
import { timeRange } from '../../format/index.ts';
import { useSettled } from '../../hooks/useSettled.ts';
import { useMoment, useZone } from '../useCounty.ts';
import { ClosedLine } from './ClosedLine.tsx';

const SETTLED_MS = 400;
const MOST_SHOWN = 3;

type ClashNoticeProps = Readonly<{
	/** Null: the plan is not complete yet. */
	input: LessonInput | null;
	/** The lesson that is being changed. */
	lesson: Lesson | null;
	/** A free start was chosen. Undefined: the time stays, and no others are offered. */
	onChoose: ((start: number) => void) | undefined;
}>;

/** What is in the way of a plan while it is being made, and the nearest times at which nothing is. */
export function ClashNotice({ input, lesson, onChoose }: ClashNoticeProps) {
	const asked = useSettled(JSON.stringify(input), SETTLED_MS);
	if (input === null || asked !== JSON.stringify(input)) return null;
	return <Fit input={input} lesson={lesson} onChoose={onChoose} />;
}

function Fit({ input, lesson, onChoose }: ClashNoticeProps & Readonly<{ input: LessonInput }>) {
	const { t } = useTranslation('admin');
	const moment = useMoment();
	const fit = useApi(endpoints.checkLesson, { body: { lesson: input, lessonId: lesson?.lessonId ?? null } });
	if (fit.state !== 'ready') return null;
	const { clashes, free, closed } = fit.data;
	if (clashes.length === 0 && closed === undefined) return null;
	const more = clashes.length - MOST_SHOWN;
	return (
		<div className="admin-clash" role="status">
			<Icon name="warning" />
			<div>
				{closed && <ClosedLine closed={closed} />}
				{clashes.slice(0, MOST_SHOWN).map((clash) => (
					<ClashLine key={`${clash.resource} ${clash.name} ${clash.from}`} clash={clash} />
				))}
				{more > 0 && <p>{t('lessons.clash.more', { count: more })}</p>}
				{onChoose && (
					<div className="admin-clash__free">
						<span>{free.length === 0 ? t('lessons.clash.noneFree') : t('lessons.clash.free')}</span>
						{free.map((start) => (
							<Button key={start} size="small" onClick={() => onChoose(start)}>
								{moment(start)}
							</Button>
						))}
					</div>
				)}
			</div>
		</div>
	);
}

/** Who or what is in which other lesson. */
export function ClashLine({ clash }: { clash: LessonClash }) {
	const { t } = useTranslation('admin');
	const { resource, name, title, from, until } = clash;
	const time = timeRange(from, until, useZone());
	if (resource === 'link') return <p>{t('lessons.clash.link', { name, time })}</p>;
	if (resource === 'recorder') return <p>{t('lessons.clash.recorder', { time })}</p>;
	if (resource === 'sfu') return <p>{t('lessons.clash.sfu', { time })}</p>;
	return (
		<p>
			{title === null
				? t('lessons.clash.other', { name, time })
				: t('lessons.clash.lesson', { name, time, title })}
		</p>
	);
}
