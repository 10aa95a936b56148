// How large a page is drawn.

export interface Size {
	readonly width: number;
	readonly height: number;
}

/** A page is at most so many times as high as its picture is wide: a scroll of paper is no page for a screen. */
const TALLEST = 1.5;

/** As wide as `width`, or as high as it may be, px; never nothing. */
export const pageSize = (page: Size, width: number): Size & { readonly scale: number } => {
	const scale = Math.min(width / page.width, (width * TALLEST) / page.height);
	return {
		scale,
		width: Math.max(1, Math.round(page.width * scale)),
		height: Math.max(1, Math.round(page.height * scale)),
	};
};
