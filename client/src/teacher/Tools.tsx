import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SceneLayout } from '@classroom/protocol';
import { Button, ButtonLink } from '../components/index.ts';
import { useDevice, useJoined, useLesson, useScreenShare } from '../scene/lessonContext.ts';
import { ownPeer } from '../session/index.ts';
import type { TeacherActions } from './useTeacherActions.ts';

type ToolsProps = Readonly<{
	actions: TeacherActions;
	onQuiz: () => void;
	onKeys: () => void;
	onDevices: () => void;
}>;

/** Everything in one row; the end apart. */
export function Tools({ actions, onQuiz, onKeys, onDevices }: ToolsProps) {
	const { t } = useTranslation('teacher');
	const { room } = useJoined();
	return (
		<footer className="tools" role="toolbar" aria-label={t('tools.label')}>
			<OwnSwitches actions={actions} />
			<SceneChoice actions={actions} />
			<div className="tools__group">
				<Button icon="quiz" pressed={room.tools.quiz.current !== null} onClick={onQuiz}>
					<Word>{t('tools.quiz')}</Word>
				</Button>
				<Button icon="sound-off" pressed={room.stage.quiet !== null} onClick={actions.toggleMuteAll}>
					<Word>{t('tools.muteAll')}</Word>
				</Button>
				<Button kind="quiet" icon="settings" label={t('tools.devices')} onClick={onDevices} />
				<Button kind="quiet" icon="help" label={t('keys.show')} className="tools__keys" onClick={onKeys} />
			</div>
			<div className="tools__group tools__end">
				{room.phase === 'waiting' ? (
					<>
						<ButtonLink kind="quiet" icon="back" to="/">
							<Word>{t('green.back')}</Word>
						</ButtonLink>
						<Button kind="primary" icon="play" onClick={actions.start}>
							{t('tools.start')}
						</Button>
					</>
				) : (
					<>
						<Button icon="clock" onClick={actions.extend}>
							<Word>{t('tools.extend')}</Word>
						</Button>
						<EndButton onEnd={actions.end} />
					</>
				)}
			</div>
		</footer>
	);
}

/** On a phone only for who listens: the sign says it. */
function Word({ children }: { children: ReactNode }) {
	return <span className="tools__word">{children}</span>;
}

function OwnSwitches({ actions }: { actions: TeacherActions }) {
	const { t } = useTranslation('teacher');
	const joined = useJoined();
	const { devices } = useLesson();
	const microphone = useDevice(devices?.microphone);
	const camera = useDevice(devices?.camera);
	const screen = useScreenShare();
	const heard = microphone.state === 'on' && microphone.enabled && ownPeer(joined)?.muted !== true;
	const seen = camera.state === 'on' || camera.state === 'starting';
	const shared = screen.state === 'on';
	return (
		<div className="tools__group">
			<Button icon={heard ? 'mic' : 'mic-off'} pressed={heard} onClick={actions.toggleMicrophone}>
				<Word>{heard ? t('tools.microphone') : t('tools.microphoneOff')}</Word>
			</Button>
			<Button icon={seen ? 'camera' : 'camera-off'} pressed={seen} onClick={actions.toggleCamera}>
				<Word>{seen ? t('tools.camera') : t('tools.cameraOff')}</Word>
			</Button>
			<Button
				icon={shared ? 'screen-off' : 'screen'}
				pressed={shared}
				busy={screen.state === 'asking'}
				onClick={actions.toggleScreen}
			>
				<Word>{shared ? t('tools.screenOff') : t('tools.screen')}</Word>
			</Button>
		</div>
	);
}

function SceneChoice({ actions }: { actions: TeacherActions }) {
	const { t } = useTranslation('teacher');
	const { room } = useJoined();
	return (
		<div className="tools__group tools__scenes" role="group" aria-label={t('tools.scene')}>
			{SceneLayout.options.map((layout) => (
				<Button
					key={layout}
					kind="quiet"
					pressed={room.scene === layout}
					onClick={() => actions.chooseScene(layout)}
				>
					{t(`scene.${layout}`)}
				</Button>
			))}
		</div>
	);
}

/** How long the second press may take. */
const SURE_MS = 4000;

/** The first press asks, on the button itself; the second ends. Nothing to close, nowhere else to aim. */
function EndButton({ onEnd }: { onEnd: () => void }) {
	const { t } = useTranslation('teacher');
	const [sure, setSure] = useState(false);

	useEffect(() => {
		if (!sure) return undefined;
		const timer = setTimeout(() => setSure(false), SURE_MS);
		return () => clearTimeout(timer);
	}, [sure]);

	return (
		<Button
			kind="danger"
			className="tools__stop"
			onClick={() => {
				if (sure) onEnd();
				setSure(!sure);
			}}
			onBlur={() => setSure(false)}
		>
			<span aria-live="polite">{sure ? t('tools.endSure') : t('tools.end')}</span>
		</Button>
	);
}
