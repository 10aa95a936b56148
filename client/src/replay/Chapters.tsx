// The lesson's chapters as a strip: a tap goes there.
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplayChapter } from '@classroom/protocol';
import { classes, Icon } from '../components/index.ts';
import { positionText } from '../format/index.ts';
import { chapterAt } from './words.ts';

const icons = {
	start: 'clock',
	screen: 'screen',
	courseware: 'pages',
	stage: 'stage',
	called: 'random',
	quiz: 'quiz',
	star: 'star',
	overrun: 'clock',
	end: 'check',
} as const;

type ChaptersProps = Readonly<{
	chapters: readonly ReplayChapter[];
	textOf: (chapter: ReplayChapter) => string;
	atMs: number;
	onSeek: (atMs: number) => void;
}>;

export function Chapters({ chapters, textOf, atMs, onSeek }: ChaptersProps) {
	const { t } = useTranslation('replay');
	const now = chapterAt(chapters, atMs);
	const strip = useRef<HTMLOListElement>(null);
	const index = now ? chapters.indexOf(now) : -1;
	useEffect(() => {
		const item = strip.current?.children[index];
		if (!(item instanceof HTMLElement) || !strip.current) return;
		// Only the strip moves, never the page.
		strip.current.scrollTo({ left: item.offsetLeft - strip.current.offsetLeft - 48, behavior: 'smooth' });
	}, [index]);
	return (
		<nav className="replay-chapters" aria-label={t('chapters')}>
			<ol ref={strip}>
				{chapters.map((chapter) => (
					<li key={`${chapter.atMs} ${chapter.kind} ${chapter.peerId ?? ''}`}>
						<button
							type="button"
							className={classes('replay-chapter', chapter === now && 'replay-chapter--now')}
							aria-current={chapter === now || undefined}
							onClick={() => onSeek(chapter.atMs)}
						>
							<Icon name={icons[chapter.kind]} />
							<span className="replay-chapter__text">{textOf(chapter)}</span>
							<span className="replay-chapter__time">{positionText(chapter.atMs)}</span>
						</button>
					</li>
				))}
			</ol>
		</nav>
	);
}
