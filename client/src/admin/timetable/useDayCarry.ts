// Carrying a lesson along the county's day: by the pointer, wherever it is in the rows, and by keys along the places.
import { useRef, useState } from 'react';
import type { DragEvent, KeyboardEvent, MouseEvent, RefObject } from 'react';
import type { Span } from '../bells/bellTimes.ts';
import type { DayPlace } from './dayPlaces.ts';
import { placeAt } from './dayPlaces.ts';

type DayCarryProps = Readonly<{
	/** Undefined: nothing is carried, or its places are not known yet. */
	places: readonly DayPlace[] | undefined;
	axis: Span;
	region: RefObject<HTMLElement | null>;
	onDrop: (place: DayPlace) => void;
	onPutBack: () => void;
}>;

const steps = new Map([
	['ArrowLeft', -1],
	['ArrowRight', 1],
	['Home', -Infinity],
	['End', Infinity],
]);

/** `track`: goes to the element over the rows that is as wide as the day. */
export function useDayCarry({ places, axis, region, onDrop, onPutBack }: DayCarryProps) {
	const track = useRef<HTMLDivElement>(null);
	const [pointed, setPointed] = useState<string>();
	const own = places?.find(({ place }) => place.kind === 'own') ?? places?.[0];
	const shown = places?.find(({ row }) => row.key === pointed) ?? own;
	const show = ({ row }: DayPlace): void => setPointed(row.key);
	const under = ({ clientX, target }: MouseEvent<HTMLElement>): DayPlace | undefined => {
		const box = track.current?.getBoundingClientRect();
		const onName = target instanceof Element && target.closest('.tt-county__name') !== null;
		if (places === undefined || box === undefined || onName) return undefined;
		const part = (clientX - box.left) / Math.max(1, box.width);
		return placeAt(places, axis.from + part * (axis.until - axis.from));
	};
	const putDown = (place: DayPlace | undefined): void => {
		setPointed(undefined);
		if (place === undefined) onPutBack();
		else onDrop(place);
	};
	const pointer = {
		onDragOver: (event: DragEvent<HTMLElement>): void => {
			const place = under(event);
			if (place === undefined) return;
			event.preventDefault();
			event.dataTransfer.dropEffect = 'move';
			show(place);
		},
		onDrop: (event: DragEvent<HTMLElement>): void => {
			event.preventDefault();
			putDown(under(event));
		},
		onMouseMove: (event: MouseEvent<HTMLElement>): void => {
			const place = under(event);
			if (place !== undefined) show(place);
		},
		// A lesson that lies there is not opened: its place is meant.
		onClickCapture: (event: MouseEvent<HTMLElement>): void => {
			if (places === undefined) return;
			event.stopPropagation();
			putDown(under(event));
		},
	};
	const onKey = (event: KeyboardEvent<HTMLElement>): void => {
		const step = steps.get(event.key);
		if (event.key === 'Escape') putDown(undefined);
		if (step === undefined || places === undefined || shown === undefined) return;
		event.preventDefault();
		const to = Math.max(0, Math.min(places.length - 1, places.indexOf(shown) + step));
		region.current?.querySelector<HTMLElement>(`[data-row="${places[to]?.row.key}"]`)?.focus();
	};
	return { track, shown, show, putDown, pointer, onKey };
}
