// /device: a screen without a classroom shows a code until an administrator gives it one.
import './device.css';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { refreshSession, useSession } from '../api/index.ts';
import { ButtonLink, FailureLine, Loading } from '../components/index.ts';
import { QrCode } from '../components/QrCode.tsx';
import { countdownText } from '../format/index.ts';
import { useArrowKeys } from '../hooks/useArrowKeys.ts';
import { useClassroomScreen } from '../hooks/useClassroomScreen.ts';
import { useNow } from '../hooks/useNow.ts';
import { usePairing } from './usePairing.ts';
import type { Pairing } from './usePairing.ts';

/** Where an administrator's phone lands: the administration's page of devices with the code filled in. */
function confirmAddress(code: string): string {
	return `${location.origin}/admin/devices?code=${encodeURIComponent(code)}`;
}

function Code({ pairing }: { pairing: Pairing }) {
	const { t } = useTranslation('device');
	const now = useNow(1000);
	switch (pairing.phase) {
		case 'asking':
			return pairing.error ? (
				<FailureLine code={pairing.error.code} details={pairing.error.details} />
			) : (
				<p>{t('coming')}</p>
			);
		case 'paired':
			return <p>{t('taken')}</p>;
		case 'waiting':
			return (
				<div>
					<p className="device__code" aria-label={`${t('code')} ${Array.from(pairing.code).join(' ')}`}>
						{Array.from(pairing.code, (character, index) => (
							<span key={index} className="device__character" aria-hidden="true">
								{character}
							</span>
						))}
					</p>
					<p style={{ color: 'var(--text-soft)' }}>
						{t('minutes', { time: countdownText(pairing.expiresAt - now) })}
					</p>
					{pairing.error && <FailureLine code={pairing.error.code} details={pairing.error.details} />}
				</div>
			);
	}
}

function PairingScreen() {
	const { t } = useTranslation('device');
	const page = useRef<HTMLDivElement>(null);
	useArrowKeys(page);
	const onPaired = useCallback(() => void refreshSession(), []);
	const pairing = usePairing(onPaired);
	useClassroomScreen();
	return (
		<div className="device" ref={page}>
			<main className="device__main">
				<h1 className="device__title">{t('title')}</h1>
				<div style={{ fontSize: 'var(--type-32)' }}>
					<Code pairing={pairing} />
				</div>
				<ol className="device__steps">
					<li>{t('step1', { host: location.host })}</li>
					<li>{t('step2')}</li>
					<li>{t('step3')}</li>
				</ol>
			</main>
			<div className="device__qr">
				{pairing.phase === 'waiting' ? (
					<QrCode text={confirmAddress(pairing.code)} size="min(30vw, 50vh)" label={t('qr')} />
				) : (
					<Loading />
				)}
			</div>
			<footer className="device__foot">
				<ButtonLink kind="quiet" icon="back" to="/sign-in">
					{t('toSignIn')}
				</ButtonLink>
			</footer>
		</div>
	);
}

export default function DevicePage() {
	const session = useSession();
	return session.kind === 'classroom' ? <Navigate to="/classroom" replace /> : <PairingScreen />;
}
