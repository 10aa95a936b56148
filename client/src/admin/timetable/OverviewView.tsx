import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { SchoolOverview, TermId, TermOverview } from '@classroom/protocol';
import { useApi, usePerson } from '../../api/index.ts';
import { Empty, Failure, Loading } from '../../components/index.ts';
import { schoolName } from '../../format/index.ts';
import { useMoment } from '../useCounty.ts';
import { useRights } from '../useRights.ts';
import { TermFile } from './ExportButton.tsx';
import { NeedsForm } from './NeedsForm.tsx';
import { useCalendarOf } from './useTimetable.ts';

const WIDTH = 16;

/** `罗山教学点每周还缺 1 节音乐` */
function Gaps({
	schools,
	onPlan,
}: Readonly<{ schools: readonly SchoolOverview[]; onPlan: (() => void) | undefined }>) {
	const { t } = useTranslation(['timetable', 'words']);
	const { county } = usePerson();
	const gaps = schools.flatMap(({ schoolId, name, subjects }) =>
		subjects.filter(({ lacking }) => lacking > 0).map((subject) => ({ schoolId, name, ...subject })),
	);
	const needed = schools.some(({ subjects }) => subjects.some((each) => each.needed !== null));
	if (!needed) return <p className="admin-note">{t('overview.noNeeds')}</p>;
	if (gaps.length === 0) return <p className="tt-move__free">✓ {t('overview.noGaps')}</p>;
	return (
		<section>
			<div className="tt-gaps__head">
				<h2 className="tt-panel__title">{t('overview.gaps', { count: gaps.length })}</h2>
				{onPlan && <Button onClick={onPlan}>{t('overview.plan')}</Button>}
			</div>
			<ul className="tt-gaps">
				{gaps.map(({ schoolId, name, subject, lacking }) => (
					<li key={`${schoolId} ${subject}`}>
						<span className="tt-mark tt-mark--missed" aria-hidden="true">
							{t('overview.sign')}
						</span>
						{t('overview.gap', {
							school: schoolName(name, WIDTH, county),
							count: lacking,
							subject: t(`words:subject.${subject}`),
						})}
					</li>
				))}
			</ul>
		</section>
	);
}

function SchoolRow({
	school,
	onNeeds,
}: Readonly<{ school: SchoolOverview; onNeeds: (() => void) | undefined }>) {
	const { t } = useTranslation(['timetable', 'words']);
	const { county } = usePerson();
	return (
		<tr>
			<th scope="row">
				{schoolName(school.name, WIDTH, county)}
				<span className="admin-small">{t(`words:schoolKind.${school.kind}`)}</span>
			</th>
			<td>
				<ul className="tt-subjects">
					{school.subjects.map(({ subject, perWeek, needed, lacking }) => (
						<li key={subject} className={lacking > 0 ? 'tt-subjects__lacking' : undefined}>
							{t(`words:subject.${subject}`)} <strong>{perWeek}</strong>
							{needed !== null && ` / ${needed}`}
							{lacking > 0 && <span> {t('overview.lacking', { count: lacking })}</span>}
						</li>
					))}
					{school.subjects.length === 0 && <li className="admin-soft">{t('overview.nothing')}</li>}
				</ul>
			</td>
			<td>
				{school.classes.map(({ classGroupId, name, subjects }) => (
					<div key={classGroupId}>
						{name}：
						{subjects.map(({ subject, perWeek }) => `${t(`words:subject.${subject}`)} ${perWeek}`).join('，')}
					</div>
				))}
			</td>
			<td>{school.fallenAway > 0 ? t('overview.lost', { count: school.fallenAway }) : ''}</td>
			{onNeeds && (
				<td>
					<Button size="small" onClick={onNeeds}>
						{t('overview.needs')}
					</Button>
				</td>
			)}
		</tr>
	);
}

function Fallen({ lessons }: { lessons: TermOverview['fallenAway'] }) {
	const { t } = useTranslation('timetable');
	const { county } = usePerson();
	const moment = useMoment();
	if (lessons.length === 0) return null;
	return (
		<section>
			<h2 className="tt-panel__title">{t('overview.fallen', { count: lessons.length })}</h2>
			<ul className="tt-gaps">
				{lessons.map(({ lessonId, title, from, cause, reason, schools }) => (
					<li key={lessonId}>
						<span className="tt-mark tt-mark--cancelled" aria-hidden="true">
							{t('sign.cancelled')}
						</span>
						{moment(from)} {title} · {reason ?? t(`overview.cause.${cause}`)}
						<span className="admin-small">
							{schools.map((name) => schoolName(name, WIDTH, county)).join('，')}
						</span>
					</li>
				))}
			</ul>
		</section>
	);
}

function Overview({ termId, onPlan }: Readonly<{ termId: TermId; onPlan: (() => void) | undefined }>) {
	const { t } = useTranslation('timetable');
	const [editing, setEditing] = useState<SchoolOverview>();
	const reading = useApi(endpoints.termOverview, { params: { termId } });
	if (reading.state === 'loading') return <Loading lines={12} />;
	if (reading.state === 'failed') {
		return <Failure code={reading.error.code} incident={reading.error.incident} onAgain={reading.again} />;
	}
	const { schools, fallenAway, mayChangeNeeds } = reading.data;
	if (schools.length === 0) return <Empty icon="school" what={t('overview.noSchools')} />;
	return (
		<>
			<Gaps schools={schools} onPlan={onPlan} />
			<Fallen lessons={fallenAway} />
			<div className="tt-scroll">
				<table className="tt-overview">
					<thead>
						<tr>
							<th>{t('by.school')}</th>
							<th>{t('overview.perWeek')}</th>
							<th>{t('overview.classes')}</th>
							<th>{t('overview.lostHead')}</th>
							{mayChangeNeeds && <th aria-label={t('overview.needs')} />}
						</tr>
					</thead>
					<tbody>
						{schools
							.filter(({ kind, subjects }) => kind !== 'core' || subjects.length > 0)
							.map((school) => (
								<SchoolRow
									key={school.schoolId}
									school={school}
									onNeeds={mayChangeNeeds ? () => setEditing(school) : undefined}
								/>
							))}
					</tbody>
				</table>
			</div>
			{editing && (
				<NeedsForm
					key={editing.schoolId}
					termId={termId}
					school={editing}
					onClose={() => setEditing(undefined)}
				/>
			)}
		</>
	);
}

/** 学期总览: what every school has a week, and what it still lacks. */
export function OverviewView({ day, onPlan }: Readonly<{ day: string; onPlan: () => void }>) {
	const { t } = useTranslation('timetable');
	const { county } = useRights();
	const calendar = useCalendarOf(day);
	if (!calendar) return <Empty icon="month" what={t('noTerm')} />;
	return (
		<>
			<div className="tt-bar">
				<strong>{calendar.term.name}</strong>
				<TermFile what="overview" term={calendar.term} />
			</div>
			<Overview termId={calendar.term.termId} onPlan={county ? onPlan : undefined} />
		</>
	);
}
