// /lesson/:lessonId: the live lesson, by how the caller takes part in it.
import { useParams } from 'react-router';
import { endpoints } from '@classroom/protocol';
import { useApi } from '../api/index.ts';
import { Loading } from '../components/index.ts';
import { Forbidden, RequireSession } from './guards.tsx';
import { lazyPage } from './lazyPage.ts';
import type { PageModule } from './lazyPage.ts';
import { LessonFailure } from './LessonFailure.tsx';
import type { LessonPageProps } from './lessonPageProps.ts';

// Each of these folders has a page.tsx whose default export takes LessonPageProps.
const modules = import.meta.glob<PageModule<LessonPageProps>>('../{teacher,classroom,viewer}/page.tsx');

function lessonPage(folder: 'teacher' | 'classroom' | 'viewer') {
	return lazyPage(
		async () => {
			const load = modules[`../${folder}/page.tsx`];
			if (!load) throw new Error(`no page in ${folder}`);
			return load();
		},
		'lesson',
		folder,
	);
}

const TeacherPage = lessonPage('teacher');
const ClassroomPage = lessonPage('classroom');
const ViewerPage = lessonPage('viewer');

function LessonByRole({ lesson }: LessonPageProps) {
	switch (lesson.joinAs) {
		case 'teacher':
			return <TeacherPage lesson={lesson} />;
		case 'classroom':
			return <ClassroomPage lesson={lesson} />;
		case 'assistant':
		case 'viewer':
		case 'inspector':
		case 'recorder':
			return <ViewerPage lesson={lesson} />;
		case null:
			return <Forbidden />;
	}
}

function Chosen({ lessonId }: { lessonId: string }) {
	const lesson = useApi(endpoints.readLesson, { params: { lessonId } });
	switch (lesson.state) {
		case 'loading':
			return <Loading />;
		case 'failed':
			return <LessonFailure error={lesson.error} onAgain={lesson.again} />;
		case 'ready':
			return <LessonByRole key={lessonId} lesson={lesson.data} />;
	}
}

export default function LessonPage() {
	const { lessonId = '' } = useParams();
	return (
		<RequireSession>
			<Chosen lessonId={lessonId} />
		</RequireSession>
	);
}
