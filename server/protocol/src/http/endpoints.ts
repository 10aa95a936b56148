// Every HTTP endpoint with a JSON answer. Media files (playlists and segments) are at
// `/media/:lessonId/…`, health at `/healthz`, `/readyz` and `/metrics`.
import { bellsEndpoints } from './bells.ts';
import { identityEndpoints } from './identity.ts';
import { changesEndpoints } from './changes.ts';
import { lessonsEndpoints } from './lessons.ts';
import { replayEndpoints } from './replay.ts';
import { schoolsEndpoints } from './schools.ts';
import { seriesEndpoints } from './series.ts';
import { termsEndpoints } from './terms.ts';
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
	...replayEndpoints,
};
export type EndpointName = keyof typeof endpoints;
