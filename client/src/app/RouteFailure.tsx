import { useRouteError } from 'react-router';
import { asApiError } from '../api/index.ts';
import { Failure } from '../components/index.ts';

/** Shows what happened instead of a white page when a page cannot be loaded or throws. */
export function RouteFailure() {
	const { code, incident } = asApiError(useRouteError());
	return <Failure fullPage code={code} incident={incident} onAgain={() => location.reload()} />;
}
