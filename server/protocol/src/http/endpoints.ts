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
import { supervisionEndpoints } from './supervision.ts';

export const endpoints = {
	...identityEndpoints,
	...schoolsEndpoints,
	...termsEndpoints,
	...bellsEndpoints,
	...lessonsEndpoints,
	...seriesEndpoints,
	...changesEndpoints,
	...replayEndpoints,
	...supervisionEndpoints,
};
export type EndpointName = keyof typeof endpoints;
