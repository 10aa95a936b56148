// Every HTTP endpoint with a JSON answer. Media files (playlists and segments) are at
// `/media/:lessonId/…`, pages of courseware at `/courseware/:lessonId/…`, calendar feeds at `/calendar/:secret.ics`, health at `/healthz`, `/readyz` and `/metrics`.
import { bellsEndpoints } from './bells.ts';
import { coursewareEndpoints } from './courseware.ts';
import { feedsEndpoints } from './feeds.ts';
import { identityEndpoints } from './identity.ts';
import { changesEndpoints } from './changes.ts';
import { lessonsEndpoints } from './lessons.ts';
import { planningEndpoints } from './planning.ts';
import { openingsEndpoints } from './openings.ts';
import { quizzesEndpoints } from './quizzes.ts';
import { replayEndpoints } from './replay.ts';
import { rostersEndpoints } from './rosters.ts';
import { schoolsEndpoints } from './schools.ts';
import { seriesEndpoints } from './series.ts';
import { termsEndpoints } from './terms.ts';
import { termPlanEndpoints } from './termPlan.ts';
import { supervisionEndpoints } from './supervision.ts';
import { webhooksEndpoints } from './webhooks.ts';
import { timetableEndpoints } from './timetable.ts';

export const endpoints = {
	...identityEndpoints,
	...schoolsEndpoints,
	...termsEndpoints,
	...bellsEndpoints,
	...lessonsEndpoints,
	...seriesEndpoints,
	...changesEndpoints,
	...timetableEndpoints,
	...planningEndpoints,
	...replayEndpoints,
	...supervisionEndpoints,
	...feedsEndpoints,
	...webhooksEndpoints,
	...rostersEndpoints,
	...openingsEndpoints,
	...termPlanEndpoints,
	...quizzesEndpoints,
	...coursewareEndpoints,
};
export type EndpointName = keyof typeof endpoints;
