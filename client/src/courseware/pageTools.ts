// What the teacher does on the page that is shown: for the large picture, which is drawn elsewhere.
import { createContext, useContext } from 'react';
import type { PagePoint, ShownPage, Zoom } from '@classroom/protocol';
import type { DrawnStroke, PageHandlers } from './PageView.tsx';

export type PageTools = Readonly<{
	handlers: PageHandlers;
	/** Drawn and not yet heard of again. */
	drawing: readonly DrawnStroke[];
	/** Where oneself points. */
	pointing: PagePoint | null;
	/** The zoom that oneself is choosing; undefined: as everybody has it. */
	zoomOf: (shown: ShownPage) => Zoom | null;
}>;

export const PageToolsContext = createContext<PageTools | null>(null);

export const usePageTools = (): PageTools | null => useContext(PageToolsContext);
