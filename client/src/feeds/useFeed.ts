// The calendar feeds there are: one's own, a classroom's, a class's. All of them are dealt with alike.
import { endpoints } from '@classroom/protocol';
import type { CalendarFeed, ClassGroupId, ClassroomId, NewCalendarFeed } from '@classroom/protocol';
import { useAction, useApi } from '../api/index.ts';
import type { ApiError, Reading } from '../api/index.ts';
import { useLanguage } from '../hooks/useLanguage.ts';

export type FeedAccess = Readonly<{
	reading: Reading<{ feed: CalendarFeed | null }>;
	/** A new address; one there was before ends. */
	make: () => Promise<NewCalendarFeed | undefined>;
	end: () => Promise<object | undefined>;
	busy: boolean;
	error: ApiError | undefined;
}>;

type Step = Readonly<{ busy: boolean; error: ApiError | undefined }>;

const accessBy = (
	reading: FeedAccess['reading'],
	[making, make]: readonly [Step, FeedAccess['make']],
	[ending, end]: readonly [Step, FeedAccess['end']],
): FeedAccess => ({
	...{ reading, make, end },
	busy: making.busy || ending.busy,
	error: making.error ?? ending.error,
});

export function useMyFeed(): FeedAccess {
	const language = useLanguage();
	const reading = useApi(endpoints.readMyFeed, {});
	const make = useAction(endpoints.makeMyFeed, [endpoints.readMyFeed]);
	const end = useAction(endpoints.endMyFeed, [endpoints.readMyFeed]);
	return accessBy(reading, [make, () => make.run({ body: { language } })], [end, () => end.run({})]);
}

export function useClassroomFeed(classroomId: ClassroomId): FeedAccess {
	const language = useLanguage();
	const params = { classroomId };
	const reading = useApi(endpoints.readClassroomFeed, { params });
	const make = useAction(endpoints.makeClassroomFeed, [endpoints.readClassroomFeed]);
	const end = useAction(endpoints.endClassroomFeed, [endpoints.readClassroomFeed]);
	return accessBy(
		reading,
		[make, () => make.run({ params, body: { language } })],
		[end, () => end.run({ params })],
	);
}

export function useClassFeed(classGroupId: ClassGroupId): FeedAccess {
	const language = useLanguage();
	const params = { classGroupId };
	const reading = useApi(endpoints.readClassFeed, { params });
	const make = useAction(endpoints.makeClassFeed, [endpoints.readClassFeed]);
	const end = useAction(endpoints.endClassFeed, [endpoints.readClassFeed]);
	return accessBy(
		reading,
		[make, () => make.run({ params, body: { language } })],
		[end, () => end.run({ params })],
	);
}
