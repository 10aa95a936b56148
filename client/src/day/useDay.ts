import { endpoints } from '@classroom/protocol';
import { useApi } from '../api/index.ts';

/** Lessons open and end without anybody here doing something. */
const RENEW_MS = 20_000;

/** The caller's day, kept fresh; `day` as `2026-03-05`, today by the county's zone if left out. */
export function useDay(day?: string) {
	return useApi(endpoints.myDay, { query: day === undefined ? {} : { day } }, { everyMs: RENEW_MS });
}
