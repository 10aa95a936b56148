import { Button, Drawer, Form } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Classroom, DeviceInfo } from '@classroom/protocol';
import { useAction, useApi } from '../../api/index.ts';
import { Failure, FailureLine, Loading } from '../../components/index.ts';
import { ConfirmDialog } from '../form/ConfirmDialog.tsx';
import { isSaidAtFields } from '../form/fieldErrors.ts';
import { FormContext } from '../form/formContext.ts';
import { adminLists } from '../stale.ts';
import { useDone } from '../useDone.ts';
import { useMoment } from '../useCounty.ts';
import { CodeField } from './CodeField.tsx';
import { usePair } from './usePair.ts';

function Revoke({ device, onClose }: Readonly<{ device: DeviceInfo; onClose: () => void }>) {
	const { t } = useTranslation('admin');
	const done = useDone();
	const revoke = useAction(endpoints.revokeDevice, [...adminLists, endpoints.listDevices]);
	const confirm = async (): Promise<void> => {
		if (!(await revoke.run({ params: { deviceId: device.deviceId } }))) return;
		onClose();
		done(t('devices.revoked', { name: device.name }));
	};
	return (
		<ConfirmDialog
			title={t('devices.revokeTitle', { name: device.name })}
			action={t('devices.revoke')}
			busy={revoke.busy}
			error={revoke.error}
			onConfirm={confirm}
			onClose={onClose}
		>
			{t('devices.revokeAbout')}
		</ConfirmDialog>
	);
}

function DeviceLine({ device, onRevoke }: Readonly<{ device: DeviceInfo; onRevoke: () => void }>) {
	const { t } = useTranslation('admin');
	const moment = useMoment();
	const { name, pairedAt, pairedBy, lastSeenAt, revokedAt } = device;
	return (
		<li className="admin-line">
			<div>
				<strong>{name}</strong>
				<span className="admin-small">
					{t('devices.pairedBy', { time: moment(pairedAt), name: pairedBy })}
				</span>
				<span className="admin-small">
					{revokedAt !== null
						? t('devices.revokedAt', { time: moment(revokedAt) })
						: lastSeenAt === null
							? t('devices.neverSeen')
							: t('devices.seen', { time: moment(lastSeenAt) })}
				</span>
			</div>
			{revokedAt === null && <Button onClick={onRevoke}>{t('devices.revoke')}</Button>}
		</li>
	);
}

function DeviceList({ classroom }: { classroom: Classroom }) {
	const { t } = useTranslation('admin');
	const [revoking, setRevoking] = useState<DeviceInfo>();
	const reading = useApi(endpoints.listDevices, { params: { classroomId: classroom.classroomId } });
	if (reading.state === 'loading') return <Loading lines={3} />;
	if (reading.state === 'failed') return <Failure code={reading.error.code} onAgain={reading.again} />;
	const { items } = reading.data;
	return (
		<>
			{items.length === 0 && <p className="admin-soft">{t('devices.none')}</p>}
			<ul className="admin-lines">
				{items.map((device) => (
					<DeviceLine key={device.deviceId} device={device} onRevoke={() => setRevoking(device)} />
				))}
			</ul>
			{revoking && <Revoke device={revoking} onClose={() => setRevoking(undefined)} />}
		</>
	);
}

function PairForm({ classroom }: { classroom: Classroom }) {
	const { t } = useTranslation('admin');
	const formId = useId();
	const [code, setCode] = useState('');
	const { pair, busy, error } = usePair();
	const submit = async (): Promise<void> => {
		if (await pair(code, classroom.classroomId, `${classroom.school} ${classroom.name}`)) setCode('');
	};
	return (
		<form
			className="admin-form"
			noValidate
			onSubmit={(event) => {
				event.preventDefault();
				if (!busy) void submit();
			}}
		>
			{error && !isSaidAtFields(error, ['code']) && (
				<FailureLine code={error.code} incident={error.incident} details={error.details} />
			)}
			<FormContext value={{ formId, error }}>
				<Form layout="vertical" component={false}>
					<CodeField code={code} onChange={setCode} />
				</Form>
			</FormContext>
			<div>
				<Button type="primary" htmlType="submit" loading={busy}>
					{t('devices.pair')}
				</Button>
			</div>
		</form>
	);
}

/** A classroom's devices: what is paired, a new one, and ending one's use. */
export function DevicesDrawer({
	classroom,
	onClose,
}: Readonly<{ classroom: Classroom; onClose: () => void }>) {
	const { t } = useTranslation('admin');
	return (
		<Drawer open title={t('devices.of', { name: classroom.name })} size="min(520px, 100vw)" onClose={onClose}>
			<div className="admin-form">
				<p className="admin-form__about">{classroom.school}</p>
				<section className="admin-form">
					<h2 className="admin-box__title">{t('devices.list')}</h2>
					<DeviceList classroom={classroom} />
				</section>
				<section className="admin-form">
					<h2 className="admin-box__title">{t('devices.new')}</h2>
					<p className="admin-form__about">{t('devices.newAbout')}</p>
					<PairForm classroom={classroom} />
				</section>
			</div>
		</Drawer>
	);
}
