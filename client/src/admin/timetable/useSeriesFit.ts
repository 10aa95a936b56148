import { useQuery } from '@tanstack/react-query';
import { endpoints } from '@classroom/protocol';
import type { SeriesFit, SeriesInput } from '@classroom/protocol';
import { api, ApiError, asApiError } from '../../api/index.ts';

export type FitReading =
	| { state: 'none' }
	| { state: 'loading' }
	| { state: 'failed'; error: ApiError }
	| { state: 'ready'; data: SeriesFit };

/** Whether a series fits; undefined: nothing is asked. What cannot be understood is not asked a second time. */
export function useSeriesFit(
	series: SeriesInput | undefined,
	seriesId: string | null,
	from: string | null,
	/** The lesson by which the series is moved. */
	dragged?: string,
): FitReading {
	const { data, error } = useQuery({
		queryKey: [endpoints.checkSeries.path, series, seriesId, from, dragged],
		queryFn: ({ signal }) => {
			if (series === undefined) throw new ApiError('bad-request', {});
			const body = { series, seriesId, from, ...(dragged !== undefined && { dragged }) };
			return api(endpoints.checkSeries, { body }, signal);
		},
		enabled: series !== undefined,
	});
	if (series === undefined) return { state: 'none' };
	if (data !== undefined) return { state: 'ready', data };
	return error === null ? { state: 'loading' } : { state: 'failed', error: asApiError(error) };
}
