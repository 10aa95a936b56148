// /replay/:lessonId. The folder client/src/replay has a page.tsx whose default export takes the lesson's id.
import { useParams } from 'react-router';
import { RequireSession } from './guards.tsx';
import { lazyPage } from './lazyPage.ts';
import type { PageModule } from './lazyPage.ts';

export type ReplayPageProps = Readonly<{ lessonId: string }>;

const modules = import.meta.glob<PageModule<ReplayPageProps>>('../replay/page.tsx');

const Player = lazyPage(
	async () => {
		const load = modules['../replay/page.tsx'];
		if (!load) throw new Error('no page in replay');
		return load();
	},
	'replay',
	'quiz',
);

export default function ReplayPage() {
	const { lessonId = '' } = useParams();
	return (
		<RequireSession>
			<Player key={lessonId} lessonId={lessonId} />
		</RequireSession>
	);
}
