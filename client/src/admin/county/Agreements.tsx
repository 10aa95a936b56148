import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CountyId, endpoints } from '@classroom/protocol';
import type { Agreement } from '@classroom/protocol';
import { api, useAction, useApi, usePerson } from '../../api/index.ts';
import { Failure, FailureLine, Icon, Loading } from '../../components/index.ts';
import { ConfirmDialog } from '../form/ConfirmDialog.tsx';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { useMissing } from '../form/useMissing.ts';
import { useMoment } from '../useCounty.ts';
import { useDone } from '../useDone.ts';
import { useRights } from '../useRights.ts';

const stale = [endpoints.listAgreements, endpoints.audit];

function MakeAgreement({ onClose }: { onClose: () => void }) {
	const { t } = useTranslation('admin');
	const done = useDone();
	const make = useAction(endpoints.createAgreement, stale);
	const missing = useMissing();
	const [typed, setTyped] = useState('');
	const submit = async (): Promise<void> => {
		missing.clear();
		const guest = CountyId.safeParse(typed.trim());
		if (!guest.success) {
			missing.say(['guestCountyId', typed.trim() === '' ? 'required' : 'bad-format']);
			return;
		}
		const made = await make.run({ body: { guestCountyId: guest.data } });
		if (!made) return;
		onClose();
		done(t('county.agreementOffered', { name: made.guest }), () =>
			api(endpoints.revokeAgreement, { params: { agreementId: made.agreementId } }),
		);
	};
	return (
		<FormDrawer
			title={t('county.newAgreement')}
			about={t('county.agreementAbout')}
			onClose={onClose}
			onSubmit={submit}
			busy={make.busy}
			error={missing.error ?? make.error}
			fields={['guestCountyId']}
			submit={t('county.makeAgreement')}
		>
			<Field name="guestCountyId" label={t('county.otherId')} hint={t('county.otherIdHint')} required>
				{(id) => (
					<Input
						id={id}
						className="admin-code"
						value={typed}
						autoComplete="off"
						spellCheck={false}
						onChange={(event) => setTyped(event.target.value)}
					/>
				)}
			</Field>
		</FormDrawer>
	);
}

function RevokeAgreement({ agreement, onClose }: Readonly<{ agreement: Agreement; onClose: () => void }>) {
	const { t } = useTranslation('admin');
	const { countyId } = usePerson();
	const done = useDone();
	const revoke = useAction(endpoints.revokeAgreement, stale);
	const host = agreement.hostCountyId === countyId;
	const name = host ? agreement.guest : agreement.host;
	const offered = agreement.acceptedAt === null;
	const words = offered ? (host ? 'withdraw' : 'refuse') : 'revoke';
	const about = words === 'revoke' && !host ? 'revokeOwn' : words;
	const confirm = async (): Promise<void> => {
		if (!(await revoke.run({ params: { agreementId: agreement.agreementId } }))) return;
		onClose();
		done(t(offered ? 'county.offerEnded' : 'county.agreementRevoked', { name }));
	};
	return (
		<ConfirmDialog
			title={t(`county.${words}Title`, { name })}
			action={t(`county.${words}`)}
			busy={revoke.busy}
			error={revoke.error}
			onConfirm={confirm}
			onClose={onClose}
		>
			{t(`county.${about}About`)}
		</ConfirmDialog>
	);
}

/** The guest says yes; until then nothing is in force. */
function AcceptAgreement({ agreement }: Readonly<{ agreement: Agreement }>) {
	const { t } = useTranslation('admin');
	const done = useDone();
	const accept = useAction(endpoints.acceptAgreement, stale);
	const { agreementId, host } = agreement;
	const run = async (): Promise<void> => {
		if (!(await accept.run({ params: { agreementId } }))) return;
		done(t('county.agreementAccepted', { name: host }), () =>
			api(endpoints.revokeAgreement, { params: { agreementId } }),
		);
	};
	const { error } = accept;
	return (
		<>
			{error && <FailureLine code={error.code} incident={error.incident} details={error.details} />}
			<Button type="primary" loading={accept.busy} onClick={() => void run()}>
				{t('county.accept')}
			</Button>
		</>
	);
}

function AgreementLine({
	agreement,
	onRevoke,
}: Readonly<{
	agreement: Agreement;
	/** For who may answer an offer, and end what is in force. */
	onRevoke: (() => void) | undefined;
}>) {
	const { t } = useTranslation('admin');
	const { countyId } = usePerson();
	const moment = useMoment();
	const { guest, host, since, acceptedAt, revokedAt } = agreement;
	const isHost = agreement.hostCountyId === countyId;
	const offered = acceptedAt === null && revokedAt === null;
	const from = moment(acceptedAt ?? since);
	return (
		<li className="admin-line">
			<span>
				<span className="admin-line__name">
					{isHost ? t('county.asHost', { name: guest }) : t('county.asGuest', { name: host })}
					{offered && (
						<span className="admin-tag">{t(isHost ? 'county.awaitsThem' : 'county.awaitsUs')}</span>
					)}
					{revokedAt !== null && (
						<span className="admin-tag">
							{t(acceptedAt === null ? 'county.neverAgreed' : 'county.ended')}
						</span>
					)}
				</span>
				<span className="admin-small">
					{acceptedAt === null || revokedAt === null
						? t(acceptedAt === null ? 'county.offeredAt' : 'county.since', { time: from })
						: t('county.sinceUntil', { since: from, until: moment(revokedAt) })}
				</span>
			</span>
			{onRevoke && revokedAt === null && (
				<span className="admin-line__actions">
					{offered && !isHost && <AcceptAgreement agreement={agreement} />}
					<Button onClick={onRevoke}>
						{t(offered ? (isHost ? 'county.withdraw' : 'county.refuse') : 'county.revoke')}
					</Button>
				</span>
			)}
		</li>
	);
}

/** Which other counties' classrooms may take part here, and where ours may. */
export function Agreements() {
	const { t } = useTranslation('admin');
	const rights = useRights();
	const reading = useApi(endpoints.listAgreements, {});
	const [making, setMaking] = useState(false);
	const [revoking, setRevoking] = useState<Agreement>();
	return (
		<section className="admin-box" aria-label={t('county.agreements')}>
			<div className="admin-box__head">
				<h2 className="admin-box__title">{t('county.agreements')}</h2>
				{rights.county && (
					<Button icon={<Icon name="plus" size={16} />} onClick={() => setMaking(true)}>
						{t('county.newAgreement')}
					</Button>
				)}
			</div>
			{reading.state === 'loading' && <Loading lines={3} />}
			{reading.state === 'failed' && <Failure code={reading.error.code} onAgain={reading.again} />}
			{reading.state === 'ready' && reading.data.items.length === 0 && (
				<p className="admin-soft">{t('county.noAgreements')}</p>
			)}
			{reading.state === 'ready' && (
				<ul className="admin-lines">
					{reading.data.items.map((agreement) => (
						<AgreementLine
							key={agreement.agreementId}
							agreement={agreement}
							onRevoke={rights.county ? () => setRevoking(agreement) : undefined}
						/>
					))}
				</ul>
			)}
			{making && <MakeAgreement onClose={() => setMaking(false)} />}
			{revoking && <RevokeAgreement agreement={revoking} onClose={() => setRevoking(undefined)} />}
		</section>
	);
}
