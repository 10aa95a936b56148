import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceTest } from '@classroom/protocol';
import { Button, Icon, StateMark } from '../components/index.ts';
import type { IconName } from '../components/index.ts';
import { cameraMark, linkMark, loopMark, megabits, microphoneMark } from '../scene/deviceTest.ts';
import type { Mark } from '../scene/deviceTest.ts';
import { useReadable } from '../scene/lessonContext.ts';
import type { OwnDevices, SelfTest } from '../session/index.ts';
import { useTestAgain } from './selfTestContext.ts';

/** Before the bell: what this classroom found of itself, a picture and a word each, read from the last row. */
export function SelfTestList({ selfTest, devices }: { selfTest: SelfTest; devices: OwnDevices }) {
	const { t } = useTranslation('lesson');
	const state = useReadable(selfTest.state);
	const again = useTestAgain(selfTest, devices);
	const { testSound } = useReadable(devices.settings);
	const running = state.state === 'running';
	const found: Partial<DeviceTest> =
		state.state === 'done' ? state.test : state.state === 'running' ? state.found : {};
	const { camera, microphone, loop, link } = found;
	return (
		<section className="check" aria-label={t('test.title')}>
			<ul className="check__list" role="status">
				<Line icon="camera" mark={camera && cameraMark(camera)}>
					{camera && t(`test.camera.${camera.result}`)}
				</Line>
				<Line icon="mic" mark={microphone && microphoneMark(microphone)}>
					{microphone && t(`test.microphone.${microphone.result}`)}
				</Line>
				<Line icon="sound" mark={loop && loopMark(loop)}>
					{loop && t(`test.loop.${loop.result}`, { ms: loop.echoMs ?? 0 })}
				</Line>
				<Line icon="network" mark={link && linkMark(link)}>
					{link && t(`test.link.${link.result}`, linkFigures(link))}
				</Line>
			</ul>
			<div className="room__buttons" role="group">
				<Button icon="again" busy={running} onClick={() => void again()}>
					{running ? t('test.running') : t('test.again')}
				</Button>
				<Button
					icon={testSound === 'heard' ? 'sound' : 'sound-off'}
					onClick={() => devices.changeSettings({ testSound: testSound === 'heard' ? 'quiet' : 'heard' })}
				>
					{t('settings.testSound')}: {t(`settings.testSoundIs.${testSound}`)}
				</Button>
			</div>
		</section>
	);
}

const linkFigures = ({ downKbps, upKbps, roundTripMs }: DeviceTest['link']) => ({
	down: megabits(downKbps),
	up: megabits(upKbps),
	ms: roundTripMs ?? 0,
});

type LineProps = Readonly<{
	icon: IconName;
	/** Undefined: not found out yet. */
	mark: Mark | undefined;
	children: ReactNode;
}>;

function Line({ icon, mark, children }: LineProps) {
	const { t } = useTranslation('lesson');
	const word = typeof children === 'string' ? children : t('test.pending');
	return (
		<li className={`check__line check__line--${mark ?? 'pending'}`}>
			<Icon name={icon} />
			{mark === undefined || mark === 'skipped' ? (
				<span className="check__word">{word}</span>
			) : (
				<StateMark state={mark} word={word} />
			)}
		</li>
	);
}
