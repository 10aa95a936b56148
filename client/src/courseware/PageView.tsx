import './courseware.css';
import type { PointerEvent, ReactNode, WheelEvent } from 'react';
import { PAGE_SCALE } from '@classroom/protocol';
import type { InkColour, PagePoint, Stroke, Zoom } from '@classroom/protocol';
import { whole } from './zoom.ts';
import { onPage } from './ink.ts';

export type DrawnStroke = Pick<Stroke, 'points'> & Readonly<{ colour: InkColour }>;

/** What is done on a page with mouse, finger or pen; places on the page. */
export type PageHandlers = Readonly<{
	cursor: 'pointer' | 'pen' | 'grab' | 'none';
	onDown: (at: PagePoint, event: PointerEvent<SVGSVGElement>) => void;
	onMove: (at: PagePoint, event: PointerEvent<SVGSVGElement>) => void;
	onUp: () => void;
	onLeave: () => void;
	onWheel: (at: PagePoint, event: WheelEvent<SVGSVGElement>) => void;
}>;

type PageViewProps = Readonly<{
	/** In words, for who does not see it. */
	label: string;
	/** The picture; undefined: it is on its way. */
	url: string | undefined;
	/** Of the large picture, px. */
	size: Readonly<{ width: number; height: number }>;
	zoom: Zoom | null;
	strokes: readonly (DrawnStroke & Readonly<{ strokeId?: string }>)[];
	pointer: PagePoint | null;
	handlers?: PageHandlers | undefined;
	children?: ReactNode;
}>;

/** A page with what is drawn on it, as large as the place has room for. */
export function PageView({ label, url, size, zoom, strokes, pointer, handlers, children }: PageViewProps) {
	const { width, height } = size;
	const part = zoom ?? whole;
	const view = [part.x * width, part.y * height, part.size * width, part.size * height];
	const scaleX = width / PAGE_SCALE;
	const scaleY = height / PAGE_SCALE;
	return (
		<svg className="page" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
			<svg
				width={width}
				height={height}
				viewBox={view.map((value) => value / PAGE_SCALE).join(' ')}
				className={handlers && `page__sheet page__sheet--${handlers.cursor}`}
				{...(handlers && listeners(handlers, size))}
			>
				<rect className="page__paper" width={width} height={height} />
				{url !== undefined && <image href={url} width={width} height={height} preserveAspectRatio="none" />}
				{strokes.map((stroke, index) => (
					<polyline
						key={stroke.strokeId ?? index}
						className={`page__ink page__ink--${stroke.colour}`}
						strokeWidth={width / 320}
						points={lineOf(stroke.points, scaleX, scaleY)}
					/>
				))}
				{pointer !== null && (
					<g className="page__pointer" transform={`translate(${pointer.x * scaleX} ${pointer.y * scaleY})`}>
						<circle className="page__glow" r={(width / 45) * (part.size / PAGE_SCALE)} />
						<circle className="page__dot" r={(width / 130) * (part.size / PAGE_SCALE)} />
					</g>
				)}
			</svg>
			{children}
		</svg>
	);
}

/** A dot is a line to itself: only lines have ends. */
const lineOf = (points: readonly number[], scaleX: number, scaleY: number): string => {
	const places = points.map((value, index) => value * (index % 2 === 0 ? scaleX : scaleY));
	return (places.length === 2 ? [...places, ...places] : places).join(' ');
};

type OnSheet = PointerEvent<SVGSVGElement> | WheelEvent<SVGSVGElement>;

const listeners = (
	{ onDown, onMove, onUp, onLeave, onWheel }: PageHandlers,
	{ width, height }: PageViewProps['size'],
) => {
	const placeOf = ({ clientX, clientY, currentTarget }: OnSheet): PagePoint | null => {
		const matrix = currentTarget.getScreenCTM();
		if (matrix === null) return null;
		const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
		return onPage((x / width) * PAGE_SCALE, (y / height) * PAGE_SCALE);
	};
	const withPlace =
		<E extends OnSheet>(act: (at: PagePoint, event: E) => void) =>
		(event: E): void => {
			const at = placeOf(event);
			if (at !== null) act(at, event);
		};
	return {
		onPointerDown: withPlace((at, event: PointerEvent<SVGSVGElement>) => {
			if (event.button !== 0) return;
			event.currentTarget.setPointerCapture(event.pointerId);
			onDown(at, event);
		}),
		onPointerMove: withPlace(onMove),
		onPointerUp: onUp,
		onPointerCancel: onUp,
		onPointerLeave: onLeave,
		onWheel: withPlace(onWheel),
	};
};
