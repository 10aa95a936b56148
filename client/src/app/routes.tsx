// The addresses of the application. Every page is loaded when it is first shown: antd stays in /admin, and a
// classroom loads nothing it does not show.
import { createBrowserRouter } from 'react-router';
import { loadTexts } from '../i18n/index.ts';
import { HomePage } from './HomePage.tsx';
import type { PageModule } from './lazyPage.ts';
import { NotFoundPage } from './NotFoundPage.tsx';
import { Root } from './Root.tsx';
import { RouteFailure } from './RouteFailure.tsx';

/** Loads a page and its texts together. */
function page(load: () => Promise<PageModule>, ...texts: readonly string[]) {
	return async () => {
		const [module] = await Promise.all([load(), loadTexts(...texts)]);
		return { Component: module.default };
	};
}

export const router = createBrowserRouter([
	{
		path: '/',
		Component: Root,
		ErrorBoundary: RouteFailure,
		HydrateFallback: () => null,
		children: [
			{ index: true, Component: HomePage },
			{ path: 'sign-in', lazy: page(() => import('../signIn/page.tsx'), 'signIn') },
			{ path: 'setup/:secret', lazy: page(() => import('../signIn/setupPage.tsx'), 'signIn', 'account') },
			{ path: 'account/password', lazy: page(() => import('../account/page.tsx'), 'account') },
			{ path: 'account/calendar', lazy: page(() => import('../feeds/page.tsx'), 'feeds') },
			{ path: 'device', lazy: page(() => import('../device/page.tsx'), 'device') },
			{ path: 'classroom', lazy: page(() => import('../day/classroomPage.tsx'), 'day') },
			{ path: 'classroom/second', lazy: page(() => import('../classroom/secondPage.tsx'), 'classroom') },
			{ path: 'lesson/:lessonId', lazy: page(() => import('./lessonPage.tsx')) },
			{ path: 'quiz/:code', lazy: page(() => import('../quiz/page.tsx'), 'quiz') },
			{ path: 'replay/:lessonId', lazy: page(() => import('./replayPage.tsx')) },
			{ path: 'admin/*', lazy: page(() => import('./adminPage.tsx')) },
			{ path: '*', Component: NotFoundPage },
		],
	},
]);
