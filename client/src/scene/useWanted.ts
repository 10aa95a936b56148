import { useEffect } from 'react';
import type { RefObject } from 'react';
import type { PeerId } from '@classroom/protocol';
import { layerForHeight } from '../session/index.ts';
import type { SpatialLayer } from '../session/index.ts';
import { useLesson } from './lessonContext.ts';

type Video = 'camera' | 'screen';

/**
 * Asks for a picture while `element` is on the screen, in the layer that its size needs. What is scrolled away or on
 * a hidden page costs a village link nothing.
 */
export function useWanted(
	element: RefObject<HTMLElement | null>,
	peerId: PeerId,
	source: Video,
	wanted: boolean,
): void {
	const { session } = useLesson();

	useEffect(() => {
		const node = element.current;
		if (!wanted || node === null) return undefined;
		let take: (() => void) | undefined;
		let layer: SpatialLayer | undefined;
		const want = (next: SpatialLayer | undefined): void => {
			if (next === layer) return;
			const before = take;
			layer = next;
			// The new wish first: between the two the picture would be stopped.
			take = next === undefined ? undefined : session.media.want(peerId, source, next);
			before?.();
		};
		let visible = false;
		const renew = (): void => {
			const { height } = node.getBoundingClientRect();
			want(visible && height > 0 ? layerForHeight(height * window.devicePixelRatio) : undefined);
		};
		const sizes = new ResizeObserver(renew);
		const sights = new IntersectionObserver((entries) => {
			visible = entries.at(-1)?.isIntersecting ?? false;
			renew();
		});
		sizes.observe(node);
		sights.observe(node);
		return () => {
			sizes.disconnect();
			sights.disconnect();
			want(undefined);
		};
	}, [element, session, peerId, source, wanted]);
}
