import { Button, Drawer } from 'antd';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Opening } from '@classroom/protocol';
import { api, queryClient, useAction, useApi, usePerson } from '../../api/index.ts';
import { Failure, FailureLine, Loading, StateMark } from '../../components/index.ts';
import { dateText, timeRange } from '../../format/index.ts';
import { useLanguage } from '../../hooks/useLanguage.ts';
import { useNow } from '../../hooks/useNow.ts';
import { adminLists } from '../stale.ts';
import { useMoment, useZone } from '../useCounty.ts';
import { useDone } from '../useDone.ts';
import { ApplicationList } from './ApplicationList.tsx';
import { newsOf } from './openingNews.ts';
import { hasApplied, useOpeningWords } from './useOpeningWords.ts';

type OpeningPanelProps = Readonly<{
	lessonId: string;
	onApply: (opening: Opening) => void;
	onChange: (opening: Opening) => void;
	onClose: () => void;
}>;

/** While it is open: others apply and decide. */
const RENEW_MS = 15_000;

/** All of a sign-up: what there is to know, the own school's applications, and for who confirms the whole line. */
export function OpeningPanel({ lessonId, onApply, onChange, onClose }: OpeningPanelProps) {
	const { t } = useTranslation('openings');
	const reading = useApi(endpoints.readOpening, { params: { lessonId } }, { everyMs: RENEW_MS });
	const opening = reading.state === 'ready' ? reading.data : undefined;
	return (
		<Drawer open title={opening?.title ?? t('panel.reading')} size="min(640px, 100vw)" onClose={onClose}>
			{reading.state === 'loading' && <Loading lines={8} />}
			{reading.state === 'failed' && (
				<Failure code={reading.error.code} incident={reading.error.incident} onAgain={reading.again} />
			)}
			{opening && (
				<div className="admin-form opening-panel">
					<News opening={opening} />
					<Acts opening={opening} onApply={() => onApply(opening)} onChange={() => onChange(opening)} />
					<Facts opening={opening} />
					<ApplicationList opening={opening} />
				</div>
			)}
		</Drawer>
	);
}

/** What the own school has not been told yet: shown until the panel is closed, and then known. */
function News({ opening }: { opening: Opening }) {
	const { t } = useTranslation('openings');
	const moment = useMoment();
	const { lessonId, from, applications } = opening;
	const lines = applications
		.filter(({ news }) => news)
		.map((application) => {
			const { applicationId, classroom, movedFrom } = application;
			const times = { before: moment(movedFrom ?? from), now: moment(from) };
			const said = t(`news.${newsOf(opening, application)}`, times);
			return { applicationId, said: `${classroom.name}：${said}` };
		});
	const [kept, setKept] = useState(lines);
	if (lines.length > 0 && JSON.stringify(lines) !== JSON.stringify(kept)) setKept(lines);
	const unseen = lines.length > 0;
	useEffect(() => {
		if (!unseen) return;
		api(endpoints.seeOpening, { params: { lessonId } }).then(
			() => queryClient.invalidateQueries({ queryKey: [endpoints.openingNews.path] }),
			// It is said again the next time.
			() => undefined,
		);
	}, [unseen, lessonId]);
	if (kept.length === 0) return null;
	return (
		<ul className="opening-news" role="status" aria-label={t('news.label')}>
			{kept.map(({ applicationId, said }) => (
				<li key={applicationId}>{said}</li>
			))}
		</ul>
	);
}

type ActsProps = Readonly<{ opening: Opening; onApply: () => void; onChange: () => void }>;

function Acts({ opening, onApply, onChange }: ActsProps) {
	const { t } = useTranslation('openings');
	const done = useDone();
	const words = useOpeningWords();
	const { role, schoolId } = usePerson();
	const close = useAction(endpoints.closeOpening, adminLists);
	const { lessonId, title: name, status, mayApply, mayChange } = opening;
	const open = status === 'open' || status === 'full';
	const end = async (): Promise<void> => {
		if (await close.run({ params: { lessonId } })) done(t('closed', { name }));
	};
	if (!mayApply && !mayChange) return null;
	return (
		<>
			<div className="opening-acts">
				{mayApply && (
					<Button
						type={role === 'school-admin' && !hasApplied(opening, schoolId) ? 'primary' : 'default'}
						autoFocus
						onClick={onApply}
					>
						{words.apply(opening)}
					</Button>
				)}
				{mayChange && status !== 'cancelled' && (
					<Button onClick={onChange}>{t(open ? 'change' : 'reopen')}</Button>
				)}
				{mayChange && open && (
					<Button loading={close.busy} onClick={() => void end()}>
						{t('close')}
					</Button>
				)}
			</div>
			{close.error && <FailureLine code={close.error.code} incident={close.error.incident} />}
		</>
	);
}

function Fact({ name, children }: Readonly<{ name: string; children: ReactNode }>) {
	return (
		<>
			<dt>{name}</dt>
			<dd>{children}</dd>
		</>
	);
}

function Facts({ opening }: { opening: Opening }) {
	const { t } = useTranslation(['openings', 'words']);
	const moment = useMoment();
	const zone = useZone();
	const language = useLanguage();
	const now = useNow(60_000);
	const words = useOpeningWords();
	const { county } = usePerson();
	const { kind, subject, teacher, school, from, until, places, accepted, confirmation, note } = opening;
	const mark = words.mark(opening);
	const names = [
		...opening.communities.map(({ name }) => name),
		...opening.schools.map(({ name }) => words.school(name)),
	];
	return (
		<dl className="admin-facts">
			<Fact name={t('status')}>
				{mark ? <StateMark {...mark} /> : <span className="admin-soft">{t(`state.${opening.status}`)}</span>}
			</Fact>
			<Fact name={t('when')}>
				{dateText(from, zone, language, now)} <span className="whole">{timeRange(from, until, zone)}</span>
			</Fact>
			<Fact name={t('lesson')}>
				{t(`words:lessonKind.${kind}`)} · {t(`words:subject.${subject}`)}
			</Fact>
			<Fact name={t('giver')}>
				{[teacher, school === null ? '' : words.school(school)].filter(Boolean).join(' · ')}
			</Fact>
			<Fact name={t('places')}>
				<Seats opening={opening} /> {t('takenLong', { places, accepted })}
				{opening.waiting > 0 && ` · ${words.waiting(opening)}`}
			</Fact>
			<Fact name={t('deadline')}>{moment(opening.closesAt)}</Fact>
			<Fact name={t('confirmation')}>
				{t(`confirmations.${confirmation}`)} ·{' '}
				{opening.confirmedBy === null ? county : t('coreOf', { name: opening.confirmedBy.name })}
			</Fact>
			<Fact name={t('audience')}>
				{opening.limited ? names.join('、') || t('audienceNone') : t('audienceAll')}
			</Fact>
			{note !== null && (
				<Fact name={t('note')}>
					<span className="opening-note">{note}</span>
				</Fact>
			)}
		</dl>
	);
}

const MOST_DRAWN = 12;

/** One box a place; filled: taken. The words stand beside. */
export function Seats({ opening: { places, accepted } }: { opening: Opening }) {
	if (places > MOST_DRAWN) return null;
	return (
		<span className="opening-seats" aria-hidden="true">
			{Array.from({ length: places }, (_, place) => (
				<span
					key={place}
					className={place < accepted ? 'opening-seat opening-seat--taken' : 'opening-seat'}
				/>
			))}
		</span>
	);
}
