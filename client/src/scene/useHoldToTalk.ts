import { useEffect, useMemo } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import type { PeerId } from '@classroom/protocol';
import { HoldToTalk } from '../session/index.ts';
import { useAsk, useLesson, useReadable, useStep } from './lessonContext.ts';
import { typing } from './useShortcuts.ts';

const isKey = (key: string): boolean => key === 'Enter' || key === ' ';

/** Whatever takes the finger's news away from this page lets go of the key. */
function useLetsGo(hold: HoldToTalk): void {
	const connected = useStep().step === 'in';

	useEffect(() => {
		const release = (): void => hold.release();
		const hidden = (): void => {
			if (document.visibilityState === 'hidden') release();
		};
		window.addEventListener('blur', release);
		window.addEventListener('pagehide', release);
		document.addEventListener('visibilitychange', hidden);
		return () => {
			window.removeEventListener('blur', release);
			window.removeEventListener('pagehide', release);
			document.removeEventListener('visibilitychange', hidden);
			release();
		};
	}, [hold]);

	useEffect(() => {
		if (!connected) hold.release();
	}, [hold, connected]);
}

/** The space bar, wherever the focus is; not while somebody writes. */
function useSpaceBar(hold: HoldToTalk, on: boolean): void {
	useEffect(() => {
		if (!on) return undefined;
		const taken = (event: globalThis.KeyboardEvent): boolean => {
			if (event.key !== ' ' || typing(event.target)) return false;
			// Else it would press what has the focus.
			event.preventDefault();
			event.stopPropagation();
			return true;
		};
		const down = (event: globalThis.KeyboardEvent): void => {
			if (taken(event)) hold.press();
		};
		const up = (event: globalThis.KeyboardEvent): void => {
			if (taken(event)) hold.release();
		};
		document.addEventListener('keydown', down, true);
		document.addEventListener('keyup', up, true);
		return () => {
			document.removeEventListener('keydown', down, true);
			document.removeEventListener('keyup', up, true);
		};
	}, [hold, on]);
}

type Options = Readonly<{
	/** The classroom that is spoken for; not given: oneself. */
	peerId?: PeerId;
	/** The space bar talks, whatever has the focus. */
	spaceBar?: boolean;
}>;

/** A button that talks while it is held: by finger, mouse, Enter or the space bar. */
export function useHoldToTalk({ peerId, spaceBar = false }: Options) {
	const { session, devices } = useLesson();
	const ask = useAsk();
	const hold = useMemo(() => {
		const whom = peerId === undefined ? {} : { peerId };
		return new HoldToTalk({
			start: () => ask('startTalking', whom),
			stop: () => session.ask('stopTalking', whom),
			open: (open) => peerId === undefined && devices?.microphone.setEnabled(open),
		});
	}, [session, devices, ask, peerId]);
	useLetsGo(hold);
	useSpaceBar(hold, spaceBar);
	const release = (): void => hold.release();
	return {
		held: useReadable(hold.held),
		handlers: {
			onPointerDown: (event: PointerEvent<HTMLElement>): void => {
				if (event.button !== 0) return;
				// A finger that slides off the button still holds it.
				event.currentTarget.setPointerCapture(event.pointerId);
				hold.press();
			},
			onPointerUp: release,
			onPointerCancel: release,
			onLostPointerCapture: release,
			onContextMenu: (event: { preventDefault: () => void }): void => event.preventDefault(),
			onKeyDown: (event: KeyboardEvent): void => {
				if (!isKey(event.key)) return;
				event.preventDefault();
				hold.press();
			},
			onKeyUp: (event: KeyboardEvent): void => {
				if (!isKey(event.key)) return;
				event.preventDefault();
				hold.release();
			},
			onBlur: release,
		},
	};
}
