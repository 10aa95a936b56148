// /admin/*: the only pages with antd. The folder client/src/admin has a page.tsx with routes of its own.
import { RequireRole, RequireSession } from './guards.tsx';
import { lazyPage } from './lazyPage.ts';
import type { PageModule } from './lazyPage.ts';

const modules = import.meta.glob<PageModule>('../admin/page.tsx');

const Administration = lazyPage(
	async () => {
		const load = modules['../admin/page.tsx'];
		if (!load) throw new Error('no page in admin');
		return load();
	},
	'admin',
	'calendar',
	'bells',
	'feeds',
	'timetable',
);

/** Who has lessons to look up; what else each role finds there the pages know. */
const roles = ['county-admin', 'school-admin', 'inspector', 'teacher', 'assistant'] as const;

export default function AdminPage() {
	return (
		<RequireSession>
			<RequireRole roles={roles}>
				<Administration />
			</RequireRole>
		</RequireSession>
	);
}
