// /lesson/:lessonId: the live lesson, by how the caller takes part in it.
import { useEffect } from 'react';
import { useParams } from 'react-router';
import { endpoints } from '@classroom/protocol';
import { ApiError, useApi, useSession } from '../api/index.ts';
import { Loading } from '../components/index.ts';
import { RequireSession } from './guards.tsx';
import { LessonFailure } from './LessonFailure.tsx';
import type { LessonPageProps } from './lessonPageProps.ts';
import { folderOf, livePages, preloadFor } from './livePages.ts';

const forbidden = new ApiError('forbidden');

function LessonByRole({ lesson }: LessonPageProps) {
	if (lesson.joinAs === null) return <LessonFailure error={forbidden} />;
	const Page = livePages[folderOf(lesson.joinAs)];
	return <Page lesson={lesson} />;
}

function Chosen({ lessonId }: { lessonId: string }) {
	const session = useSession();
	const lesson = useApi(endpoints.readLesson, { params: { lessonId } });
	useEffect(() => preloadFor(session), [session]);
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
