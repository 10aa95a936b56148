import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, test, vi } from 'vitest';
import { MemoryRouter, Route, Routes } from 'react-router';
import type { SessionInfo } from '@classroom/protocol';
import { queryClient, refreshSession, useSession } from '../api/index.ts';
import { SessionProvider } from './SessionProvider.tsx';

// The machine may be busy: a second is soon over.
configure({ asyncUtilTimeout: 60_000 });

const common = { csrfToken: 'token', serverNow: 0, mode: 'production', countyId: 'c1', county: '白河县' };
const person = {
	...common,
	kind: 'person',
	personId: 'p1',
	name: '王老师',
	role: 'teacher',
	schoolId: 's1',
	school: '石板小学',
	mustChangePassword: false,
};
const classroom = {
	...common,
	kind: 'classroom',
	deviceId: 'd1',
	classroomId: 'r1',
	name: '一号教室',
	schoolId: 's1',
	school: '石板小学',
};

function Kind() {
	const { kind }: SessionInfo = useSession();
	return <p>{kind}</p>;
}

const at = (path: string): void => {
	render(
		<QueryClientProvider client={queryClient}>
			<MemoryRouter initialEntries={[path]}>
				<SessionProvider>
					<Routes>
						<Route path="/classroom" element={<p>the classroom’s day</p>} />
						<Route path="*" element={<Kind />} />
					</Routes>
				</SessionProvider>
			</MemoryRouter>
		</QueryClientProvider>,
	);
};

let answer: unknown;
beforeEach(() => {
	vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(answer))));
});
afterEach(() => {
	cleanup();
	queryClient.clear();
	vi.unstubAllGlobals();
});

test('a session that ends on a classroom’s device takes the page back to the classroom without a touch', async () => {
	answer = person;
	at('/admin/lessons');
	await screen.findByText('person');
	answer = classroom;
	await refreshSession();
	await screen.findByText('the classroom’s day');
});

test('a classroom in its lesson stays there', async () => {
	answer = classroom;
	at('/lesson/l1');
	await screen.findByText('classroom');
	await refreshSession();
	await screen.findByText('classroom');
});
