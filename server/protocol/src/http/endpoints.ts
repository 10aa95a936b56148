// Every HTTP endpoint with a JSON answer. Media files (playlists and segments) are at
// `/media/:lessonId/…`, calendar feeds at `/calendar/:secret.ics`, health at `/healthz`, `/readyz` and `/metrics`.
import { feedsEndpoints } from './feeds.ts';
import { identityEndpoints } from './identity.ts';
import { lessonsEndpoints } from './lessons.ts';
import { replayEndpoints } from './replay.ts';
import { schoolsEndpoints } from './schools.ts';
import { webhooksEndpoints } from './webhooks.ts';

export const endpoints = {
	...identityEndpoints,
	...schoolsEndpoints,
	...lessonsEndpoints,
	...replayEndpoints,
	...feedsEndpoints,
	...webhooksEndpoints,
};
export type EndpointName = keyof typeof endpoints;
