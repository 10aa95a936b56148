// A teacher's lesson: the green room first, then the lesson.
import '../scene/live.css';
import '../scene/scene.css';
import './teacher.css';
import { useState } from 'react';
import type { Lesson } from '@classroom/protocol';
import { useLiveTheme } from '../hooks/theme.ts';
import { useWakeLock } from '../hooks/useWakeLock.ts';
import { LessonContext } from '../scene/lessonContext.ts';
import { LessonSteps } from '../scene/LessonSteps.tsx';
import { useLiveLesson } from '../scene/useLiveLesson.ts';
import { GreenRoom } from './GreenRoom.tsx';
import { Teaching } from './Teaching.tsx';

/** A page that is loaded anew in the middle of a lesson goes on with it. */
const liveKey = (lesson: Lesson): string => `live.${lesson.lessonId}`;

export default function TeacherPage({ lesson }: { lesson: Lesson }) {
	const theme = useLiveTheme();
	useWakeLock();
	const [enter, setEnter] = useState(() => sessionStorage.getItem(liveKey(lesson)) !== null);
	const live = useLiveLesson({ lessonId: lesson.lessonId, role: 'teacher', sends: true, enter });
	return (
		<div className="live" data-theme={theme}>
			<LessonContext value={live}>
				{enter ? (
					<LessonSteps lesson={lesson}>
						<Teaching lesson={lesson} />
					</LessonSteps>
				) : (
					<GreenRoom
						lesson={lesson}
						onGoLive={() => {
							sessionStorage.setItem(liveKey(lesson), '1');
							setEnter(true);
						}}
					/>
				)}
			</LessonContext>
		</div>
	);
}
