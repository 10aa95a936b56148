// Planning by machine: what is sent for its rows.
import type { HttpCases } from './httpCase.ts';
import { each, schools } from './httpCase.ts';

const terms = { own: 'east', foreign: 'west' };
const profile = {
	takesPart: true,
	abilities: [{ subject: 'music', grades: [3] }],
	mostAWeek: 8,
	mostADay: 2,
	away: [],
	sending: { kind: 'any' },
	prefersMornings: false,
};
const request = {
	seconds: 2,
	// No thread is set to work for it.
	weeks: 'never',
	subjects: null,
	schoolIds: null,
	without: [],
	leastShare: 60,
	receivingMost: 3,
	weights: { evenLoad: 1, evenDays: 1, oneADay: 5, spread: 2, mornings: 2 },
	pins: [],
};

/** A proposal in which nothing was placed, as the database has it. */
export const emptyProposal = (county: string, at: number) => ({
	proposal_id: `${county}-proposal`,
	county_id: county,
	started_by: `${county}-admin`,
	started_at: at,
	seen_at: at,
	state: 'proven',
	term_id: `${county}-term`,
	context: JSON.stringify({
		request: { ...request, weeks: '1周' },
		weeks: [1],
		day: '2000-01-03',
		needs: [],
		pins: [],
		teachers: [],
	}),
	result: JSON.stringify({
		series: [],
		placed: { reached: 0, atMost: 0, wanted: 0 },
		cost: { reached: 0, atLeast: 0 },
		optimal: true,
		unplaced: [],
	}),
});

export const planningCases: HttpCases = {
	'GET /api/terms/:termId/needs': each(terms, (name) => ({ path: `/api/terms/${name}-term/needs` })),
	'GET /api/planning/teachers': { '-': { path: '/api/planning/teachers' } },
	'PUT /api/planning/teachers/:personId': each(schools, (school) => ({
		path: `/api/planning/teachers/${school}-teacher`,
		body: profile,
	})),
	'GET /api/terms/:termId/proposals': each(terms, (name) => ({ path: `/api/terms/${name}-term/proposals` })),
	'POST /api/terms/:termId/proposals': each(terms, (name) => ({
		path: `/api/terms/${name}-term/proposals`,
		body: request,
		domain: ['bad-weeks'],
	})),
	'GET /api/proposals/:proposalId': each(terms, (name) => ({ path: `/api/proposals/${name}-proposal` })),
	'POST /api/proposals/:proposalId/cancel': each(terms, (name) => ({
		path: `/api/proposals/${name}-proposal/cancel`,
	})),
	'POST /api/proposals/:proposalId/take-over': each(terms, (name) => ({
		path: `/api/proposals/${name}-proposal/take-over`,
		body: { entries: [{ entry: 0, title: 'music' }], leaveOut: false },
		domain: ['bad-request'],
	})),
};
