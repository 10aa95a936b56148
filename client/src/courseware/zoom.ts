// Which part of a page is shown. Pure; places in the contract's whole numbers.
import { PAGE_SCALE, ZOOM_MAX } from '@classroom/protocol';
import type { PagePoint, Zoom } from '@classroom/protocol';

export const whole: Zoom = { x: 0, y: 0, size: PAGE_SCALE };

const clamp = (value: number, max: number): number => Math.min(Math.max(0, Math.round(value)), max);

const within = (x: number, y: number, size: number): Zoom | null => {
	const kept = Math.min(Math.max(Math.round(size), PAGE_SCALE / ZOOM_MAX), PAGE_SCALE);
	if (kept === PAGE_SCALE) return null;
	return { x: clamp(x, PAGE_SCALE - kept), y: clamp(y, PAGE_SCALE - kept), size: kept };
};

export const centreOf = (zoom: Zoom | null): PagePoint => {
	const { x, y, size } = zoom ?? whole;
	return { x: Math.round(x + size / 2), y: Math.round(y + size / 2) };
};

/** Enlarged (`factor` above 1) or made smaller around `at`, which stays where it is; null: the whole page. */
export const zoomedAt = (zoom: Zoom | null, at: PagePoint, factor: number): Zoom | null => {
	const { x, y, size } = zoom ?? whole;
	const next = Math.min(Math.max(size / factor, PAGE_SCALE / ZOOM_MAX), PAGE_SCALE);
	const ratio = next / size;
	return within(at.x - (at.x - x) * ratio, at.y - (at.y - y) * ratio, next);
};

/** Moved by so much; the whole page does not move. */
export const panned = (zoom: Zoom | null, dx: number, dy: number): Zoom | null =>
	zoom === null ? null : within(zoom.x + dx, zoom.y + dy, zoom.size);
