// Every HTTP endpoint with a JSON answer. Media files (playlists and segments) are at
// `/media/:lessonId/…`, health at `/healthz`, `/readyz` and `/metrics`.
import { identityEndpoints } from './identity.ts';
import { lessonsEndpoints } from './lessons.ts';
import { replayEndpoints } from './replay.ts';
import { rostersEndpoints } from './rosters.ts';
import { schoolsEndpoints } from './schools.ts';

export const endpoints = {
	...identityEndpoints,
	...schoolsEndpoints,
	...lessonsEndpoints,
	...replayEndpoints,
	...rostersEndpoints,
};
export type EndpointName = keyof typeof endpoints;
