export { api } from './api.ts';
export type { Input } from './api.ts';
export { ApiError, asApiError } from './apiError.ts';
export type { AnyErrorCode } from './apiError.ts';
export { readFile, saveFile, sendFile } from './files.ts';
export type { SendFile } from './files.ts';
export { quietMs, watchAttendance } from './attendance.ts';
export { foreknow, queryClient, refreshSession, useAction, useApi } from './queries.ts';
export type { Action, Reading } from './queries.ts';
export { clockIsWrong, serverNow } from './serverClock.ts';
export {
	prefetchSession,
	SessionContext,
	useEnterSession,
	usePerson,
	useSession,
	useSignOut,
} from './session.ts';
export type { ClassroomSession, PersonSession } from './session.ts';
