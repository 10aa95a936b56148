import './openings.css';
import { Segmented } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints, OpeningFilter } from '@classroom/protocol';
import type { Opening } from '@classroom/protocol';
import { useApi, usePerson } from '../../api/index.ts';
import { ButtonLink, StateMark } from '../../components/index.ts';
import { dateText, timeRange, timeText } from '../../format/index.ts';
import { useLanguage } from '../../hooks/useLanguage.ts';
import { useNow } from '../../hooks/useNow.ts';
import { ListHead } from '../list/ListHead.tsx';
import { ListView } from '../list/ListView.tsx';
import { RowActions } from '../list/RowActions.tsx';
import { RowName } from '../list/RowName.tsx';
import { SearchBox } from '../list/SearchBox.tsx';
import { useFilters } from '../list/useFilters.ts';
import { useKept } from '../list/useKept.ts';
import { usePager } from '../list/usePager.ts';
import { useZone } from '../useCounty.ts';
import { useRights } from '../useRights.ts';
import { ApplyForm } from './ApplyForm.tsx';
import { OpeningPanel, Seats } from './OpeningPanel.tsx';
import { OpenLesson } from './OpenLesson.tsx';
import { hasApplied, useOpeningWords } from './useOpeningWords.ts';

const LIMIT = 50;
/** Deadlines pass while the page is open. */
const RENEW_MS = 30_000;

type Over =
	| { what: 'panel'; lessonId: string }
	| { what: 'apply'; opening: Opening }
	| { what: 'change'; opening: Opening };

function useOpenings(show: OpeningFilter, search: string | undefined) {
	const pager = usePager(JSON.stringify([show, search]));
	const query = {
		limit: LIMIT,
		show,
		...(search !== undefined && { search }),
		...(pager.cursor !== undefined && { cursor: pager.cursor }),
	};
	return { pager, kept: useKept(useApi(endpoints.listOpenings, { query }, { everyMs: RENEW_MS })) };
}

function Shown({ show, onShow }: Readonly<{ show: OpeningFilter; onShow: (show: OpeningFilter) => void }>) {
	const { t } = useTranslation('openings');
	const { role } = usePerson();
	const { plan } = useRights();
	const news = useApi(endpoints.openingNews, {});
	const toConfirm = news.state === 'ready' ? news.data.toConfirm : 0;
	const label = (each: OpeningFilter): string => {
		if (each === 'applied' && role !== 'school-admin') return t('show.appliedAny');
		return each === 'confirm' && toConfirm > 0 ? `${t('show.confirm')} ${toConfirm}` : t(`show.${each}`);
	};
	return (
		<Segmented<OpeningFilter>
			aria-label={t('show.label')}
			options={OpeningFilter.options
				.filter((each) => plan || each !== 'confirm')
				.map((value) => ({ value, label: label(value) }))}
			value={show}
			onChange={onShow}
		/>
	);
}

/** The time of day, and below it the day. */
function Moment({ at, children }: Readonly<{ at: number; children: ReactNode }>) {
	const zone = useZone();
	const language = useLanguage();
	const now = useNow(60_000);
	return (
		<>
			<span className="whole">{children}</span>
			<span className="admin-small">{dateText(at, zone, language, now)}</span>
		</>
	);
}

function Status({ opening }: { opening: Opening }) {
	const { t } = useTranslation('openings');
	const { schoolId } = usePerson();
	const words = useOpeningWords();
	const mark = words.mark(opening);
	const own = opening.applications.filter((each) => each.schoolId === schoolId && each.state !== 'withdrawn');
	return (
		<>
			{mark ? <StateMark {...mark} /> : <span className="admin-soft">{t(`state.${opening.status}`)}</span>}
			{own.map((application) => {
				const state = words.application(opening, application);
				return (
					<span key={application.applicationId} className="opening-own">
						{application.news && <span className="opening-dot" aria-label={t('news.label')} role="img" />}
						{state?.word}
					</span>
				);
			})}
		</>
	);
}

function useColumns(onOpen: (opening: Opening) => void) {
	const { t } = useTranslation(['openings', 'words']);
	const zone = useZone();
	const words = useOpeningWords();
	return [
		{
			key: 'lesson',
			title: t('lesson'),
			render: (opening: Opening) => (
				<>
					<RowName name={opening.title} onClick={() => onOpen(opening)} />
					<span className="admin-small">
						{t(`words:lessonKind.${opening.kind}`)} · {t(`words:subject.${opening.subject}`)}
					</span>
				</>
			),
		},
		{
			key: 'when',
			title: t('when'),
			width: '132px',
			render: ({ from, until }: Opening) => <Moment at={from}>{timeRange(from, until, zone)}</Moment>,
		},
		{
			key: 'giver',
			title: t('giver'),
			render: ({ teacher, school }: Opening) => (
				<>
					{teacher}
					<span className="admin-small">{school === null ? t('anywhere') : words.school(school)}</span>
				</>
			),
		},
		{
			key: 'places',
			title: t('places'),
			width: '176px',
			render: (opening: Opening) => (
				<>
					<span className="opening-places">
						<span aria-label={t('takenLong', opening)} role="img">
							{t('taken', opening)}
						</span>
						<Seats opening={opening} />
					</span>
					<span className="admin-small">{words.waiting(opening)}</span>
				</>
			),
		},
		{
			key: 'deadline',
			title: t('deadline'),
			width: '120px',
			render: ({ closesAt }: Opening) => <Moment at={closesAt}>{timeText(closesAt, zone)}</Moment>,
		},
		{
			key: 'status',
			title: t('status'),
			width: '150px',
			render: (opening: Opening) => <Status opening={opening} />,
		},
	];
}

function Overlay({ over, show }: Readonly<{ over: Over; show: (over: Over | undefined) => void }>) {
	switch (over.what) {
		case 'panel':
			return (
				<OpeningPanel
					lessonId={over.lessonId}
					onApply={(opening) => show({ what: 'apply', opening })}
					onChange={(opening) => show({ what: 'change', opening })}
					onClose={() => show(undefined)}
				/>
			);
		case 'apply':
			return <ApplyForm opening={over.opening} onClose={() => show(undefined)} />;
		case 'change': {
			const { lessonId, title, from } = over.opening;
			return (
				<OpenLesson
					lesson={{ lessonId, title, plannedStart: from }}
					onClose={() => show({ what: 'panel', lessonId })}
				/>
			);
		}
	}
}

/** Lessons that are open for sign-up: schools apply, who confirms decides, everybody sees what is left. */
export function OpeningsPage() {
	const { t } = useTranslation(['openings', 'admin']);
	const filters = useFilters();
	const [over, setOver] = useState<Over>();
	const show = OpeningFilter.safeParse(filters.get('show')).data ?? 'open';
	const search = filters.get('search');
	const { pager, kept } = useOpenings(show, search);
	const columns = useColumns(({ lessonId }) => setOver({ what: 'panel', lessonId }));
	const { plan } = useRights();
	const { schoolId } = usePerson();
	const words = useOpeningWords();
	const actionsOf = (opening: Opening) =>
		opening.mayApply &&
		!hasApplied(opening, schoolId) && (
			<RowActions
				of={opening.title}
				actions={[
					{
						key: 'apply',
						label: words.apply(opening),
						onClick: () => setOver({ what: 'apply', opening }),
					},
				]}
			/>
		);
	return (
		<>
			<ListHead title={t('title')} about={t('about')}>
				<SearchBox
					value={search ?? ''}
					onSearch={(text) => filters.set({ search: text })}
					placeholder={t('search')}
				/>
				<Shown
					show={show}
					onShow={(chosen) => filters.set({ show: chosen === 'open' ? undefined : chosen })}
				/>
			</ListHead>
			<ListView
				kept={kept}
				pager={pager}
				limit={LIMIT}
				caption={t('title')}
				columns={columns}
				keyOf={({ lessonId }) => lessonId}
				actions={plan ? actionsOf : undefined}
				isFaint={({ status }) => status === 'cancelled' || status === 'over'}
				filtered={filters.any('search')}
				onClearFilters={() => filters.set({ search: undefined })}
				empty={{
					icon: 'hand',
					what: t(`empty.${show}`),
					about: t(`empty.${show}About`),
					button: show === 'open' && plan && (
						<ButtonLink icon="layout" to="/admin/timetable">
							{t('empty.toTimetable')}
						</ButtonLink>
					),
				}}
			/>
			{over && <Overlay over={over} show={setOver} />}
		</>
	);
}
