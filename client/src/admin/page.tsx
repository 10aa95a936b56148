// /admin/*: lessons, schools, people, devices. The only pages with Ant Design.
import './admin.css';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, Route, Routes, useLocation } from 'react-router';
import { usePerson } from '../api/index.ts';
import { Frame } from '../app/Frame.tsx';
import { classes, Icon } from '../components/index.ts';
import type { IconName } from '../components/index.ts';
import { AuditPage } from './audit/AuditPage.tsx';
import { BellsPage } from './bells/BellsPage.tsx';
import { CalendarPage } from './calendar/CalendarPage.tsx';
import { ClassGroupsPage } from './classGroups/ClassGroupsPage.tsx';
import { ClassroomsPage } from './classrooms/ClassroomsPage.tsx';
import { PairPage } from './classrooms/PairPage.tsx';
import { CommunitiesPage } from './communities/CommunitiesPage.tsx';
import { CountyPage } from './county/CountyPage.tsx';
import { ExchangePage } from './exchange/ExchangePage.tsx';
import { LessonsPage } from './lessons/LessonsPage.tsx';
import { OpeningBadge } from './openings/OpeningBadge.tsx';
import { OpeningsPage } from './openings/OpeningsPage.tsx';
import { PeoplePage } from './people/PeoplePage.tsx';
import { SchoolsPage } from './schools/SchoolsPage.tsx';
import { WebhooksPage } from './webhooks/WebhooksPage.tsx';
import { rightsOf, sectionsOf } from './sections.ts';
import type { Section } from './sections.ts';
import { TimetablePage } from './timetable/TimetablePage.tsx';
import { AdminTheme } from './theme/AdminTheme.tsx';
import { useMedia } from './theme/useMedia.ts';

const icons: Readonly<Record<Section, IconName>> = {
	timetable: 'layout',
	lessons: 'calendar',
	openings: 'hand',
	calendar: 'month',
	bells: 'bell',
	communities: 'link',
	schools: 'school',
	classrooms: 'classroom',
	classes: 'people',
	people: 'person',
	exchange: 'swap',
	county: 'settings',
	webhooks: 'sound',
	audit: 'clock',
};

const pages: Readonly<Record<Section, React.ComponentType>> = {
	timetable: TimetablePage,
	lessons: LessonsPage,
	openings: OpeningsPage,
	calendar: CalendarPage,
	bells: BellsPage,
	communities: CommunitiesPage,
	schools: SchoolsPage,
	classrooms: ClassroomsPage,
	classes: ClassGroupsPage,
	people: PeoplePage,
	exchange: ExchangePage,
	county: CountyPage,
	webhooks: WebhooksPage,
	audit: AuditPage,
};

function Menu({ sections }: { sections: readonly Section[] }) {
	const { t } = useTranslation('admin');
	const { pathname } = useLocation();
	// A device belongs to its classroom.
	const shown = pathname.replace('/admin/devices', '/admin/classrooms');
	const menu = useRef<HTMLElement>(null);
	const inRow = useMedia('(max-width: 960px)');
	// On a phone the menu is a row that is wider than the screen.
	useEffect(() => {
		const current = menu.current?.querySelector<HTMLElement>('[aria-current]');
		if (inRow && menu.current && current)
			menu.current.scrollLeft = current.offsetLeft - menu.current.clientWidth / 3;
	}, [shown, inRow]);
	if (sections.length < 2) return null;
	return (
		<nav ref={menu} className="admin__menu" aria-label={t('menu.label')}>
			{sections.map((section) => (
				<Link
					key={section}
					className="admin__link"
					to={`/admin/${section}`}
					aria-current={shown === `/admin/${section}` ? 'page' : undefined}
				>
					<Icon name={icons[section]} size={18} />
					{t(`menu.${section}`)}
					{section === 'openings' && <OpeningBadge />}
				</Link>
			))}
		</nav>
	);
}

export default function AdminPage() {
	const { role } = usePerson();
	const sections = sectionsOf(role);
	const { pathname } = useLocation();
	const shape = classes(
		'admin',
		sections.length < 2 && 'admin--single',
		// A day's or a week's columns take what a large screen has: names of lessons stay whole.
		pathname === '/admin/timetable' && 'admin--broad',
	);
	return (
		<AdminTheme>
			<Frame wide>
				<div className={shape}>
					<Menu sections={sections} />
					<div className="admin__content">
						<Routes>
							{sections.map((section) => {
								const Page = pages[section];
								return <Route key={section} path={section} element={<Page />} />;
							})}
							{rightsOf(role).change && <Route path="devices" element={<PairPage />} />}
							<Route path="*" element={<Navigate to={`/admin/${sections[0] ?? 'lessons'}`} replace />} />
						</Routes>
					</div>
				</div>
			</Frame>
		</AdminTheme>
	);
}
