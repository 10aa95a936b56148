import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lesson } from '@classroom/protocol';
import { Button, classes } from '../components/index.ts';
import { PagesAhead } from '../courseware/PagesAhead.tsx';
import { PageToolsContext } from '../courseware/pageTools.ts';
import { CallBanner } from '../scene/CallBanner.tsx';
import { Chat } from '../scene/Chat.tsx';
import { useChat, useLesson } from '../scene/lessonContext.ts';
import { Scene } from '../scene/Scene.tsx';
import { StarBanner } from '../scene/StarBanner.tsx';
import { TimerBanner } from '../scene/TimerBanner.tsx';
import { useDevicesOn } from '../scene/useDevicesOn.ts';
import { Wall, useAttendance } from '../scene/Wall.tsx';
import { DevicesDialog } from './DevicesDialog.tsx';
import { Keys } from './Keys.tsx';
import { PageBar } from './PageBar.tsx';
import { PagesPanel } from './PagesPanel.tsx';
import { StageBar } from './StageBar.tsx';
import { Tools } from './Tools.tsx';
import { ToolsPanel } from './ToolsPanel.tsx';
import { TopLine } from './TopLine.tsx';
import { usePageWork } from './usePageWork.ts';
import { useTeacherActions } from './useTeacherActions.ts';
import { useTeacherKeys } from './useTeacherKeys.ts';

type Panel = 'wall' | 'chat' | 'tools' | 'pages';

/** The lesson: what students see on the left, the classrooms on the right, tools below, one line on top. */
export function Teaching({ lesson }: { lesson: Lesson }) {
	const { t } = useTranslation('teacher');
	const actions = useTeacherActions();
	const [panel, setPanel] = useState<Panel>('wall');
	const [find, setFind] = useState('');
	const [dialog, setDialog] = useState<'keys' | 'devices' | null>(null);
	const close = (): void => setDialog(null);
	const work = usePageWork();
	useDevicesOn(useLesson());
	const openTools = (first: string): void => {
		setPanel('tools');
		requestAnimationFrame(() => document.querySelector<HTMLElement>(first)?.focus());
	};
	useTeacherKeys(actions, {
		onChat: () => {
			setPanel('chat');
			// The line to write in is there after this render.
			requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-chat-input]')?.focus());
		},
		onFind: () => {
			setPanel('wall');
			requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-find-classroom]')?.focus());
		},
		onQuiz: () => openTools('[data-quiz-tool] button'),
		onTimer: () => openTools('[data-timer-tool] button'),
		onPages: () => setPanel('pages'),
		onHelp: () => setDialog('keys'),
		work,
	});
	return (
		<div className="teach">
			<TopLine lesson={lesson} actions={actions} />
			<main className="teach__programme" aria-label={t('programme')}>
				<PageToolsContext value={work.tools}>
					<Scene />
				</PageToolsContext>
				<PagesAhead all />
				<CallBanner />
				<StarBanner />
				<TimerBanner />
				<PageBar work={work} />
				<p className="teach__caption">{t('programme')}</p>
			</main>
			<aside className={classes('teach__panel', `teach__panel--${panel}`)}>
				<PanelTabs lesson={lesson} panel={panel} onPanel={setPanel} />
				<div className="teach__wall">
					<StageBar lesson={lesson} actions={actions} text={find} onText={setFind} />
					<Wall lesson={lesson} actions={actions} filter={find} />
				</div>
				{panel === 'tools' && (
					<div className="teach__tools">
						<ToolsPanel />
					</div>
				)}
				<div className="teach__chat">
					<Chat mayWrite />
				</div>
				{panel === 'pages' && (
					<div className="teach__pages">
						<PagesPanel />
					</div>
				)}
			</aside>
			<Tools
				actions={actions}
				onQuiz={() => openTools('[data-quiz-tool] button')}
				onKeys={() => setDialog('keys')}
				onDevices={() => setDialog('devices')}
			/>
			{dialog === 'keys' && <Keys onClose={close} />}
			{dialog === 'devices' && <DevicesDialog onClose={close} />}
		</div>
	);
}

type PanelTabsProps = Readonly<{ lesson: Lesson; panel: Panel; onPanel: (panel: Panel) => void }>;

function PanelTabs({ lesson, panel, onPanel }: PanelTabsProps) {
	const { t } = useTranslation(['teacher', 'lesson', 'quiz']);
	const attendance = useAttendance(lesson);
	const chat = useChat();
	const [seen, setSeen] = useState(chat.length);
	const fresh = panel === 'chat' ? 0 : Math.max(0, chat.length - seen);
	const show = (next: Panel): void => {
		setSeen(chat.length);
		onPanel(next);
	};
	return (
		<div className="teach__tabs">
			<Button
				kind="quiet"
				size="small"
				pressed={panel === 'wall'}
				icon="classroom"
				onClick={() => show('wall')}
			>
				{t('lesson:wall.title')} {t('lesson:wall.count', attendance)}
			</Button>
			<Button kind="quiet" size="small" pressed={panel === 'tools'} icon="quiz" onClick={() => show('tools')}>
				{t('quiz:tools.tab')}
			</Button>
			<Button
				kind="quiet"
				size="small"
				pressed={panel === 'pages'}
				icon="pages"
				onClick={() => show('pages')}
			>
				{t('pages.tab')}
			</Button>
			<Button kind="quiet" size="small" pressed={panel === 'chat'} icon="chat" onClick={() => show('chat')}>
				{t('lesson:chat.title')}
				{fresh > 0 && <span className="badge">{fresh}</span>}
			</Button>
		</div>
	);
}
