import { useEffect } from 'react';
import { useRouteError } from 'react-router';
import { endpoints, SessionInfo } from '@classroom/protocol';
import { asApiError, queryClient } from '../api/index.ts';
import { Failure } from '../components/index.ts';

const RELOAD_MS = 15_000;

/** Whether this is a classroom's screen, where nobody presses a button. */
function unattended(): boolean {
	const session = SessionInfo.safeParse(queryClient.getQueryData([endpoints.session.path, {}]));
	return session.success && session.data.kind === 'classroom';
}

/** Shows what happened instead of a white page when a page cannot be loaded or throws. */
export function RouteFailure() {
	const { code, incident } = asApiError(useRouteError());

	useEffect(() => {
		if (!unattended()) return undefined;
		const timer = setTimeout(() => location.reload(), RELOAD_MS);
		return () => clearTimeout(timer);
	}, []);

	return <Failure fullPage code={code} incident={incident} onAgain={() => location.reload()} />;
}
