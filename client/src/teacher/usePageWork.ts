import { useEffect, useMemo, useRef, useState } from 'react';
import { PAGE_SCALE, POINTER_MOVES_A_SECOND, StrokeId } from '@classroom/protocol';
import type { InkColour, PagePoint, ShownPage, Zoom } from '@classroom/protocol';
import { onPage, strokeParts } from '../courseware/ink.ts';
import type { PageTools } from '../courseware/pageTools.ts';
import type { DrawnStroke, PageHandlers } from '../courseware/PageView.tsx';
import { centreOf, panned, zoomedAt } from '../courseware/zoom.ts';
import { useAsk, useJoined, useLesson } from '../scene/lessonContext.ts';

export type Tool = 'none' | 'pointer' | 'pen';

export type PageWork = Readonly<{
	tools: PageTools;
	tool: Tool;
	colour: InkColour;
	/** Again: puts it away. */
	choose: (tool: Exclude<Tool, 'none'>) => void;
	setColour: (colour: InkColour) => void;
	/** The next page, or the one before; at the ends nothing. */
	turn: (by: 1 | -1) => void;
	turnTo: (page: number) => void;
	/** Enlarges around the middle; null: the whole page. */
	zoom: (factor: number | null) => void;
	undo: () => void;
	clear: () => void;
	hide: () => void;
}>;

const WHEEL_FACTOR = 1.15;

/** The teacher's hands on the page that is shown. */
export function usePageWork(): PageWork {
	const { shown } = useJoined().room.courseware;
	const ask = useAsk();
	const [tool, setTool] = useState<Tool>('none');
	const [colour, setColour] = useState<InkColour>('red');
	const zooming = useZooming(shown);
	const pointing = usePointing();
	const drawing = useDrawing(shown, colour);
	const zoomBy = (at: PagePoint | null, factor: number): void => {
		const before = zooming.current(shown);
		zooming.set(zoomedAt(before, at ?? centreOf(before), factor));
	};
	const grabbed = useRef<PagePoint | null>(null);
	const handlers: PageHandlers = {
		cursor: tool === 'none' ? (shown?.zoom ? 'grab' : 'none') : tool,
		onDown: (at) => {
			if (tool === 'pen') drawing.begin(at);
			else if (tool === 'none') grabbed.current = at;
			else pointing.move(at);
		},
		onMove: (at) => {
			if (tool === 'pen') drawing.go(at);
			else if (tool === 'pointer') pointing.move(at);
			else if (grabbed.current !== null) {
				const { x, y } = grabbed.current;
				zooming.set(panned(zooming.current(shown), x - at.x, y - at.y));
			}
		},
		onUp: () => {
			grabbed.current = null;
			if (tool === 'pen') drawing.end();
		},
		onLeave: () => {
			if (tool === 'pointer') pointing.move(null);
		},
		onWheel: (at, { deltaY }) => zoomBy(at, deltaY < 0 ? WHEEL_FACTOR : 1 / WHEEL_FACTOR),
	};
	const turnTo = (page: number): void => {
		if (shown === null || page < 1 || page > shown.pages) return;
		pointing.move(null);
		void ask('turnPage', { coursewareId: shown.coursewareId, page });
	};
	const goal = useGoal(shown);
	return {
		tools: { handlers, drawing: drawing.strokes, pointing: pointing.at, zoomOf: zooming.current },
		...{ tool, colour, setColour, turnTo },
		choose: (next) => {
			pointing.move(null);
			setTool(tool === next ? 'none' : next);
		},
		turn: (by) => {
			if (shown === null) return;
			const page = Math.min(Math.max(1, goal.page() + by), shown.pages);
			goal.set(page);
			turnTo(page);
		},
		zoom: (factor) => {
			if (factor === null) zooming.set(null);
			else zoomBy(null, factor);
		},
		undo: () => void ask('undoInk', {}),
		clear: () => void ask('clearInk', {}),
		hide: () => {
			setTool('none');
			void ask('hideCourseware', {});
		},
	};
}

/** How long a page that was asked for is reckoned from, ms: two quick presses turn two pages. */
const GOAL_MS = 800;

function useGoal(shown: ShownPage | null) {
	const goal = useRef({ page: 1, at: 0 });
	return {
		page: (): number =>
			performance.now() - goal.current.at < GOAL_MS ? goal.current.page : (shown?.page ?? 1),
		set: (page: number): void => {
			goal.current = { page, at: performance.now() };
		},
	};
}

/** The own choice is seen at once and told a few times a second. */
const TELL_ZOOM_MS = 200;

function useZooming(shown: ShownPage | null) {
	const { session } = useLesson();
	const [own, setOwn] = useState<{ of: string; zoom: Zoom | null } | null>(null);
	const key = shown === null ? '' : `${shown.coursewareId}/${shown.page}`;
	const told = useRef<{ timer: ReturnType<typeof setTimeout> | undefined; zoom: Zoom | null }>({
		timer: undefined,
		zoom: null,
	});
	useEffect(() => {
		const { current } = told;
		return () => {
			clearTimeout(current.timer);
			current.timer = undefined;
			setOwn(null);
		};
	}, [key]);
	return {
		current: (of: ShownPage | null): Zoom | null => (own?.of === key ? own.zoom : (of?.zoom ?? null)),
		set: (zoom: Zoom | null): void => {
			if (shown === null) return;
			setOwn({ of: key, zoom });
			told.current.zoom = zoom;
			told.current.timer ??= setTimeout(() => {
				told.current.timer = undefined;
				// What did not get through is said again with the next move.
				session
					.ask('zoomPage', { zoom: told.current.zoom })
					.catch(() => undefined)
					.finally(() => told.current.timer === undefined && setOwn(null));
			}, TELL_ZOOM_MS);
		},
	};
}

/** Somewhat less often than the server tells it. */
const TELL_POINTER_MS = 1000 / (POINTER_MOVES_A_SECOND - 3);

function usePointing() {
	const { session } = useLesson();
	const [at, setAt] = useState<PagePoint | null>(null);
	const last = useRef<{ at: PagePoint | null; toldAt: number }>({ at: null, toldAt: 0 });
	const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
	return useMemo(() => {
		const tell = (): void => {
			waiting.current = undefined;
			last.current.toldAt = performance.now();
			session.ask('movePointer', { at: last.current.at }).catch(() => undefined);
		};
		return {
			at,
			move: (next: PagePoint | null): void => {
				if (next === null && last.current.at === null) return;
				last.current.at = next;
				setAt(next);
				if (next === null) {
					clearTimeout(waiting.current);
					tell();
					return;
				}
				const due = last.current.toldAt + TELL_POINTER_MS - performance.now();
				waiting.current ??= setTimeout(tell, Math.max(0, due));
			},
		};
	}, [at, session]);
}

/** Nearer than this a move of the pen says nothing new. */
const STEP = PAGE_SCALE / 1000;

type OwnStroke = DrawnStroke & Readonly<{ strokeId: string; of: string }>;

function useDrawing(shown: ShownPage | null, colour: InkColour) {
	const ask = useAsk();
	const [line, setLine] = useState<readonly PagePoint[]>([]);
	const [sent, setSent] = useState<readonly OwnStroke[]>([]);
	const points = useRef<PagePoint[] | null>(null);
	const of = shown === null ? '' : `${shown.coursewareId}/${shown.page}`;
	const send = (all: readonly PagePoint[]): void => {
		if (shown === null) return;
		const { coursewareId, page } = shown;
		for (const part of strokeParts(all)) {
			const strokeId = StrokeId.parse(crypto.getRandomValues(new Uint32Array(4)).join('-'));
			setSent((before) => [...before, { strokeId, colour, points: part, of }]);
			// Answered after its entry: by then it is drawn for everybody, or refused and said.
			void ask('addInk', { coursewareId, page, stroke: { strokeId, colour, points: part } }).finally(() =>
				setSent((before) => before.filter((each) => each.strokeId !== strokeId)),
			);
		}
	};
	const current = line.length === 0 ? [] : [{ colour, points: line.flatMap(({ x, y }) => [x, y]) }];
	return {
		strokes: [...sent.filter((each) => each.of === of), ...current],
		begin: (at: PagePoint): void => {
			points.current = [at];
			setLine([at]);
		},
		go: (at: PagePoint): void => {
			const last = points.current?.at(-1);
			if (last === undefined || Math.hypot(at.x - last.x, at.y - last.y) < STEP) return;
			points.current = [...(points.current ?? []), onPage(at.x, at.y)];
			setLine(points.current);
		},
		end: (): void => {
			if (points.current !== null) send(points.current);
			points.current = null;
			setLine([]);
		},
	};
}
