import { useTranslation } from 'react-i18next';
import type { Lesson } from '@classroom/protocol';
import { Button } from '../components/index.ts';
import { useJoined } from '../scene/lessonContext.ts';
import { useWallTiles } from '../scene/Wall.tsx';
import type { TeacherActions } from './useTeacherActions.ts';

type StageBarProps = Readonly<{
	lesson: Lesson;
	actions: TeacherActions;
	/** What is written to find a classroom by its name. */
	text: string;
	onText: (text: string) => void;
}>;

/** Calling a classroom at random or by its name, and the open discussion. */
export function StageBar({ lesson, actions, text, onText }: StageBarProps) {
	const { t } = useTranslation('teacher');
	const { room } = useJoined();
	const [found] = useWallTiles(lesson, text).flatMap((tile) =>
		tile.kind === 'here' && tile.peer.stageSince === null ? [tile.peer.peerId] : [],
	);
	const open = room.stage.mode === 'open';
	return (
		<form
			className="stage-bar"
			role="search"
			aria-label={t('stage.label')}
			onSubmit={(event) => {
				event.preventDefault();
				if (text.trim() === '' || found === undefined) return;
				actions.toStage(found);
				onText('');
			}}
		>
			<input
				className="stage-bar__find"
				data-find-classroom
				type="search"
				value={text}
				placeholder={t('stage.find')}
				aria-label={t('stage.find')}
				autoComplete="off"
				onChange={(event) => onText(event.target.value)}
				onKeyDown={(event) => {
					if (event.key !== 'Escape') return;
					onText('');
					event.currentTarget.blur();
				}}
			/>
			<Button size="small" icon="random" onClick={actions.callAtRandom}>
				{t('stage.random')}
			</Button>
			<Button size="small" icon="discussion" pressed={open} onClick={actions.toggleDiscussion}>
				{t('stage.discussion')}
			</Button>
		</form>
	);
}
