// Every HTTP endpoint with a JSON answer. Media files (playlists and segments) are at
// `/media/:lessonId/…`, health at `/healthz`, `/readyz` and `/metrics`.
import { identityEndpoints } from './identity.ts';
import { lessonsEndpoints } from './lessons.ts';
import { replayEndpoints } from './replay.ts';
import { schoolsEndpoints } from './schools.ts';
import { supervisionEndpoints } from './supervision.ts';

export const endpoints = {
	...identityEndpoints,
	...schoolsEndpoints,
	...lessonsEndpoints,
	...replayEndpoints,
	...supervisionEndpoints,
};
export type EndpointName = keyof typeof endpoints;
