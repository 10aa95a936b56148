// The form of a sign-up: what is typed, and the contract's input made of it. Pure.
import { z } from 'zod';
import { CommunityId, Confirmation, SchoolId } from '@classroom/protocol';
import type { Lesson, Opening, OpeningInput } from '@classroom/protocol';
import { instantOf, partsOf, readTime } from '../zonedTime.ts';

export const OpeningDraft = z.object({
	places: z.int().nullable(),
	day: z.iso.date().nullable(),
	time: z.string(),
	confirmation: Confirmation,
	confirmedBy: z.string(),
	/** Only those of `audience` may apply. */
	limited: z.boolean(),
	/** `community:…` and `school:…`. */
	audience: z.array(z.string()),
	note: z.string(),
});
export type OpeningDraft = z.infer<typeof OpeningDraft>;

/** In a form, the county. */
export const COUNTY = 'county';

const USUAL_PLACES = 4;
const DAY_MS = 86_400_000;

/** The evening before the lesson, or, if that is over, its start. */
export function usualDeadline(start: number, now: number, zone: string): number {
	const evening = instantOf(partsOf(start - DAY_MS, zone).day, '18:00', zone);
	return evening > now ? evening : start;
}

export function draftOf(
	lesson: Pick<Lesson, 'plannedStart'>,
	opening: Opening | undefined,
	now: number,
	zone: string,
): OpeningDraft {
	const closesAt = opening?.closesAt ?? usualDeadline(lesson.plannedStart, now, zone);
	return {
		places: opening?.places ?? USUAL_PLACES,
		...partsOf(closesAt, zone),
		confirmation: opening?.confirmation ?? 'at-once',
		confirmedBy: opening?.confirmedBy?.id ?? COUNTY,
		limited: opening?.limited ?? false,
		audience: [
			...(opening?.communities ?? []).map(({ id }) => `community:${id}`),
			...(opening?.schools ?? []).map(({ id }) => `school:${id}`),
		],
		note: opening?.note ?? '',
	};
}

/** What of it is missing or cannot be read, by field; or the input. */
export type Read =
	| Readonly<{ wrong: readonly (readonly [field: string, code: 'required' | 'bad-format'])[] }>
	| Readonly<{ input: OpeningInput }>;

export function readDraft(draft: OpeningDraft, zone: string): Read {
	const { places, day, confirmation, note } = draft;
	const time = readTime(draft.time);
	const wrong = [
		...(places === null ? [['places', 'required'] as const] : []),
		...(day === null ? [['closesAt', 'required'] as const] : []),
		...(time === undefined ? [['time', draft.time.trim() === '' ? 'required' : 'bad-format'] as const] : []),
		// Nobody means everybody to the server: whoever wants that says so.
		...(draft.limited && draft.audience.length === 0 ? [['communityIds', 'required'] as const] : []),
	];
	if (wrong.length > 0 || places === null || day === null || time === undefined) return { wrong };
	const chosen = (kind: string): string[] =>
		(draft.limited ? draft.audience : []).flatMap((each) =>
			each.startsWith(kind) ? [each.slice(kind.length)] : [],
		);
	return {
		input: {
			places,
			closesAt: instantOf(day, time, zone),
			confirmation,
			confirmedBy: draft.confirmedBy === COUNTY ? null : CommunityId.parse(draft.confirmedBy),
			communityIds: chosen('community:').map((id) => CommunityId.parse(id)),
			schoolIds: chosen('school:').map((id) => SchoolId.parse(id)),
			note: note.trim() === '' ? null : note,
		},
	};
}
