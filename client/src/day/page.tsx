// The first page of a person: the own day.
import './day.css';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Day } from '@classroom/protocol';
import type { Lesson, PersonRole } from '@classroom/protocol';
import { usePerson } from '../api/index.ts';
import type { ApiError } from '../api/index.ts';
import { Frame } from '../app/Frame.tsx';
import { Button, ButtonLink, Empty, Failure, Loading } from '../components/index.ts';
import { timeText } from '../format/index.ts';
import { useNow } from '../hooks/useNow.ts';
import { DayHead } from './DayHead.tsx';
import { shiftDay } from './days.ts';
import { OverviewDay } from './OverviewDay.tsx';
import { PersonalDay } from './PersonalDay.tsx';
import { useDay } from './useDay.ts';

function emptyWords(role: PersonRole) {
	switch (role) {
		case 'teacher':
			return 'empty.teacher';
		case 'student':
			return 'empty.student';
		case 'assistant':
			return 'empty.assistant';
		case 'inspector':
		case 'school-admin':
		case 'county-admin':
			return 'empty.overview';
	}
}

function EmptyDay({ day }: { day: string }) {
	const { t } = useTranslation('day');
	const { role } = usePerson();
	const [, setSearch] = useSearchParams();
	const plans = role === 'county-admin' || role === 'school-admin';
	return (
		<Empty
			icon="calendar"
			what={t(emptyWords(role))}
			button={
				plans ? (
					<ButtonLink kind="primary" icon="plus" to="/admin/lessons">
						{t('empty.plan')}
					</ButtonLink>
				) : (
					<Button icon="forward" onClick={() => setSearch({ day: shiftDay(day, 1) })}>
						{t('empty.otherDay')}
					</Button>
				)
			}
		>
			{t('empty.about')}
		</Empty>
	);
}

type DayContentProps = Readonly<{
	day: string;
	zone: string;
	lessons: readonly Lesson[];
	/** Since when (UTC ms) what is shown is old, if it is. */
	failing: ApiError | undefined;
	readAt: number;
}>;

function DayContent({ day, zone, lessons, failing, readAt }: DayContentProps) {
	const { t } = useTranslation(['day', 'common']);
	const { role } = usePerson();
	const now = useNow(1000);
	const personal = role === 'teacher' || role === 'student' || role === 'assistant';
	return (
		<div className="day">
			<DayHead day={day} zone={zone} now={now} count={lessons.length} />
			{failing && (
				<p className="day__old" role="status">
					{t('common:old', { time: timeText(readAt, zone) })}
				</p>
			)}
			{lessons.length === 0 && <EmptyDay day={day} />}
			{lessons.length > 0 && personal && (
				<PersonalDay lessons={lessons} now={now} zone={zone} own={role === 'teacher'} />
			)}
			{lessons.length > 0 && !personal && <OverviewDay lessons={lessons} now={now} zone={zone} />}
		</div>
	);
}

export default function DayPage() {
	const [search] = useSearchParams();
	const wanted = Day.safeParse(search.get('day'));
	const day = useDay(wanted.success ? wanted.data : undefined);
	return (
		<Frame>
			{day.state === 'loading' && <Loading lines={9} />}
			{day.state === 'failed' && (
				<Failure code={day.error.code} incident={day.error.incident} onAgain={day.again} />
			)}
			{day.state === 'ready' && (
				<DayContent
					day={day.data.day}
					zone={day.data.timeZone}
					lessons={day.data.lessons}
					failing={day.failing}
					readAt={day.data.serverNow}
				/>
			)}
		</Frame>
	);
}
