import './polyfills.ts';
import './styles/tokens.css';
import './styles/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { prefetchSession, queryClient, watchAttendance } from './api/index.ts';
import { router } from './app/routes.tsx';
import { startTexts } from './i18n/index.ts';

// After an update the files of the old version are gone: the page is loaded anew, once in ten seconds at most.
window.addEventListener('vite:preloadError', (event) => {
	const last = Number(sessionStorage.getItem('reloadedAt') ?? 0);
	if (Date.now() - last < 10_000) return;
	sessionStorage.setItem('reloadedAt', String(Date.now()));
	event.preventDefault();
	location.reload();
});

async function start(): Promise<void> {
	// check-browser.js renames the element in a browser that is too old.
	const root = document.getElementById('root');
	if (!root) return;
	watchAttendance(document);
	prefetchSession();
	await startTexts();
	createRoot(root).render(
		<StrictMode>
			<QueryClientProvider client={queryClient}>
				<RouterProvider router={router} />
			</QueryClientProvider>
		</StrictMode>,
	);
}

void start();
