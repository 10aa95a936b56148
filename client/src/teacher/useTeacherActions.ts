import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { handsInOrder, onStage, OPEN_STAGE_MAX } from '@classroom/protocol';
import type { AwardReason, PeerId, SceneLayout } from '@classroom/protocol';
import { toast } from '../components/index.ts';
import { schoolName, timeText } from '../format/index.ts';
import { useAsk, useLesson } from '../scene/lessonContext.ts';
import type { Ask } from '../scene/lessonContext.ts';
import { useZone } from '../scene/useZone.ts';
import { isJoined, nameOf } from '../session/index.ts';
import type { Joined, LessonSession, OwnDevices } from '../session/index.ts';

export type TeacherActions = Readonly<{
	toggleMicrophone: () => void;
	toggleCamera: () => void;
	toggleScreen: () => void;
	toStage: (peerId: PeerId) => void;
	offStage: (peerId: PeerId) => void;
	firstHandToStage: () => void;
	clearStage: () => void;
	mute: (peerId: PeerId, muted: boolean) => void;
	lowerHand: (peerId: PeerId) => void;
	giveStar: (peerId: PeerId, reason: AwardReason | null) => void;
	/** Silence for all, and its end. */
	toggleMuteAll: () => void;
	callAtRandom: () => void;
	toggleDiscussion: () => void;
	chooseScene: (layout: SceneLayout) => void;
	start: () => void;
	extend: () => void;
	end: () => void;
}>;

const EXTEND_MINUTES = 5;

/** Everything a teacher can do, for buttons and keys alike. What it does is read from the session when it is done. */
export function useTeacherActions(): TeacherActions {
	const { t } = useTranslation(['teacher', 'quiz']);
	const { session, devices } = useLesson();
	const ask = useAsk();
	const zone = useZone();
	return useMemo(() => {
		const joined = (act: (joined: Joined) => void) => (): void => {
			const step = session.step.read();
			if (isJoined(step)) act(step);
		};
		const school = (peerId: PeerId): string => {
			const step = session.step.read();
			return isJoined(step) ? schoolName(nameOf(step, peerId).school ?? '', 10) : '';
		};
		const stage = stageActions(ask, session, (peerId) => {
			toast(t('done.tookOff', { name: school(peerId) }), () => void ask('bringOnStage', { peerId }));
		});
		return {
			...ownActions(ask, devices, joined),
			...stage,
			mute: (peerId, muted) => void ask(muted ? 'mute' : 'unmute', { peerId }),
			lowerHand: (peerId) => void ask('lowerHand', { peerId }),
			giveStar: (peerId, reason) => {
				void ask('giveStar', { peerId, reason }).then((done) => {
					if (done)
						toast(t('quiz:star.given', { name: school(peerId) }), () => void ask('takeStarBack', { peerId }));
				});
			},
			toggleMuteAll: joined(({ room }) => {
				const what = room.stage.quiet === null ? 'muteAll' : 'unmuteAll';
				void ask(what, {}).then((done) => done && toast(t(`done.${what}`)));
			}),
			// Whom it falls on is said over the picture, to everybody.
			callAtRandom: () => void ask('callAtRandom', {}),
			toggleDiscussion: joined(({ room }) => {
				const mode = room.stage.mode === 'one' ? 'open' : 'one';
				const said =
					mode === 'open' ? t('done.discussion', { count: OPEN_STAGE_MAX }) : t('done.discussionOver');
				void ask('setStageMode', { mode }).then((done) => done && toast(said));
			}),
			chooseScene: (layout) => void ask('chooseScene', { layout }),
			start: () => void ask('startTeaching', {}).then((done) => done && toast(t('done.started'))),
			extend: () => {
				void ask('extendLesson', { minutes: EXTEND_MINUTES }).then((done) => {
					const step = session.step.read();
					if (!done || !isJoined(step)) return;
					toast(t('done.extended', { time: timeText(step.room.plannedEnd, zone) }));
				});
			},
			end: () => void ask('endLesson', {}),
		};
	}, [t, session, devices, ask, zone]);
}

type WithJoined = (act: (joined: Joined) => void) => () => void;

/** The own microphone, camera and screen. */
const ownActions = (ask: Ask, devices: OwnDevices | null, joined: WithJoined) => ({
	toggleMicrophone: joined(({ me, room }) => {
		const microphone = devices?.microphone;
		if (microphone === undefined) return;
		const state = microphone.state.read();
		if (state.state !== 'on') {
			microphone.setEnabled(true);
			void microphone.start();
			return;
		}
		const muted = room.peers.find((peer) => peer.peerId === me)?.muted ?? false;
		const on = state.enabled && !muted;
		// Here first: whoever mutes does not wait for the network.
		microphone.setEnabled(!on);
		void ask(on ? 'mute' : 'unmute', { peerId: me });
	}),
	toggleCamera: () => {
		const camera = devices?.camera;
		if (camera === undefined) return;
		const { state } = camera.state.read();
		if (state === 'on' || state === 'starting' || state === 'lost') camera.stop();
		else void camera.start();
	},
	toggleScreen: () => {
		const screen = devices?.screen;
		if (screen === undefined) return;
		if (screen.state.read().state === 'on') screen.stop();
		else void screen.start();
	},
});

const stageActions = (ask: Ask, session: LessonSession, tookOff: (peerId: PeerId) => void) => {
	const offStage = (peerId: PeerId): void => {
		void ask('takeOffStage', { peerId }).then((done) => {
			if (done) tookOff(peerId);
		});
	};
	const first = (of: typeof handsInOrder): PeerId | undefined => {
		const step = session.step.read();
		return isJoined(step) ? of(step.room)[0]?.peerId : undefined;
	};
	return {
		toStage: (peerId: PeerId) => void ask('bringOnStage', { peerId }),
		offStage,
		firstHandToStage: () => {
			const peerId = first(handsInOrder);
			if (peerId !== undefined) void ask('bringOnStage', { peerId });
		},
		clearStage: () => {
			const peerId = first(onStage);
			if (peerId !== undefined) offStage(peerId);
		},
	};
};
