// Where we are, what is missing, where the chapters begin; mouse, touch and keys go anywhere.
import { useRef, useState } from 'react';
import type { PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../components/index.ts';
import { positionText } from '../format/index.ts';
import type { ShownGap } from './words.ts';

export type BarChapter = Readonly<{ atMs: number; text: string }>;

type SeekBarProps = Readonly<{
	atMs: number;
	loadedMs: number;
	durationMs: number;
	chapters: readonly BarChapter[];
	gaps: readonly (ShownGap & { text: string })[];
	onSeek: (atMs: number) => void;
}>;

export function SeekBar({ atMs, loadedMs, durationMs, chapters, gaps, onSeek }: SeekBarProps) {
	const { t } = useTranslation('replay');
	const bar = useRef<HTMLDivElement>(null);
	const [hover, setHover] = useState<number>();
	const [dragged, setDragged] = useState<number>();
	const at = dragged ?? atMs;
	const part = (ms: number): string =>
		`${durationMs > 0 ? (100 * Math.min(ms, durationMs)) / durationMs : 0}%`;

	const timeOf = (event: PointerEvent): number => {
		const box = bar.current?.getBoundingClientRect();
		if (!box || box.width === 0) return 0;
		return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * durationMs;
	};
	const pointed = dragged ?? hover;
	return (
		<div
			ref={bar}
			className={classes('replay-bar', dragged !== undefined && 'replay-bar--dragged')}
			role="slider"
			tabIndex={0}
			aria-label={t('bar')}
			aria-valuemin={0}
			aria-valuemax={Math.round(durationMs / 1000)}
			aria-valuenow={Math.round(at / 1000)}
			aria-valuetext={t('at', { at: positionText(at), length: positionText(durationMs) })}
			onPointerDown={(event) => {
				event.currentTarget.setPointerCapture(event.pointerId);
				setDragged(timeOf(event));
			}}
			onPointerMove={(event) => {
				setHover(timeOf(event));
				if (dragged !== undefined) setDragged(timeOf(event));
			}}
			onPointerUp={(event) => {
				if (dragged !== undefined) onSeek(timeOf(event));
				setDragged(undefined);
			}}
			onPointerCancel={() => setDragged(undefined)}
			onPointerLeave={() => setHover(undefined)}
		>
			<div className="replay-bar__line">
				<div className="replay-bar__loaded" style={{ width: part(loadedMs) }} />
				<div className="replay-bar__played" style={{ width: part(at) }} />
				{gaps.map((gap) => (
					<div
						key={`${gap.fromMs} ${gap.cause}`}
						className="replay-bar__gap"
						style={{ left: part(gap.fromMs), width: part(gap.toMs - gap.fromMs) }}
						title={gap.text}
					/>
				))}
				{chapters.map((chapter) => (
					<div
						key={`${chapter.atMs} ${chapter.text}`}
						className="replay-bar__chapter"
						style={{ left: part(chapter.atMs) }}
					/>
				))}
			</div>
			<div className="replay-bar__knob" style={{ left: part(at) }} />
			{pointed !== undefined && (
				<output className="replay-bar__tip" style={{ left: part(pointed) }}>
					{positionText(pointed)}
					<span>
						{gaps.find((gap) => gap.fromMs <= pointed && pointed < gap.toMs)?.text ??
							chapters.findLast((chapter) => chapter.atMs <= pointed)?.text}
					</span>
				</output>
			)}
		</div>
	);
}
