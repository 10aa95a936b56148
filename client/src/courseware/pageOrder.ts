// Which picture of which page is fetched next. Pure.
import { pageFile } from '@classroom/protocol';
import type { Courseware, CoursewareId, CoursewarePage, LessonId } from '@classroom/protocol';

export type Ready = Readonly<{ coursewareId: CoursewareId; pages: readonly CoursewarePage[] }>;
export type Shown = Readonly<{ coursewareId: CoursewareId; page: number }>;
export type Width = 'small' | 'large';

export const readyOf = (items: readonly Courseware[]): Ready[] =>
	items.flatMap(({ coursewareId, state }) =>
		state.state === 'ready' ? [{ coursewareId, pages: state.pages }] : [],
	);

export const addressOf = (
	lessonId: LessonId,
	coursewareId: CoursewareId,
	page: CoursewarePage,
	width: Width,
): string => pageFile(lessonId, coursewareId, page[width]);

export type Wish = Readonly<{
	lessonId: LessonId;
	ready: readonly Ready[];
	shown: Shown | null;
	/** Large pictures too, after all small ones. */
	wide: boolean;
	/** Only so many pages from the one shown on; not given: all. */
	near?: number;
}>;

/** Pages in the order they will be wanted: from the one shown on, then those before it, then the other courseware. */
const inOrder = ({ ready, shown, near }: Wish): { coursewareId: CoursewareId; page: CoursewarePage }[] => {
	const first = ready.find(({ coursewareId }) => coursewareId === shown?.coursewareId);
	const at = (shown?.page ?? 1) - 1;
	const own =
		first === undefined
			? []
			: [...first.pages.slice(at), ...first.pages.slice(0, at)].map((page) => ({
					coursewareId: first.coursewareId,
					page,
				}));
	if (near !== undefined) return own.slice(0, near);
	const others = ready
		.filter((each) => each !== first)
		.flatMap(({ coursewareId, pages }) => pages.map((page) => ({ coursewareId, page })));
	return [...own, ...others];
};

/** The address that is fetched next; null: everything is here. */
export const nextToFetch = (wish: Wish, isHere: (address: string) => boolean): string | null => {
	const pages = inOrder(wish);
	const widths: readonly Width[] = wish.wide ? ['small', 'large'] : ['small'];
	for (const width of widths) {
		for (const { coursewareId, page } of pages) {
			const address = addressOf(wish.lessonId, coursewareId, page, width);
			const large = addressOf(wish.lessonId, coursewareId, page, 'large');
			if (!isHere(address) && !isHere(large)) return address;
		}
	}
	return null;
};

/** Whether each page is here in one width at least. */
export const isWhole = (
	lessonId: LessonId,
	{ coursewareId, pages }: Ready,
	isHere: (address: string) => boolean,
): boolean =>
	pages.every(
		(page) =>
			isHere(addressOf(lessonId, coursewareId, page, 'small')) ||
			isHere(addressOf(lessonId, coursewareId, page, 'large')),
	);
