import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Application, Opening } from '@classroom/protocol';
import { useAction, usePerson } from '../../api/index.ts';
import { FailureLine, Icon, StateMark, toast } from '../../components/index.ts';
import { ConfirmDialog } from '../form/ConfirmDialog.tsx';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { ClashLine } from '../lessons/ClashNotice.tsx';
import { adminLists } from '../stale.ts';
import { useUndo } from '../timetable/useUndo.ts';
import { useMoment } from '../useCounty.ts';
import { isLeftOut } from './openingNews.ts';
import { SchoolClosed } from './SchoolClosed.tsx';
import { useOpeningWords } from './useOpeningWords.ts';

type OfOpening = Readonly<{ opening: Opening; application: Application }>;

/** What is to be decided comes first; within each the order in which they came. */
const order: readonly Application['state'][] = ['waiting', 'accepted', 'declined', 'withdrawn'];

/** For who confirms a queue; for a school its own applications. */
export function ApplicationList({ opening }: { opening: Opening }) {
	const { t } = useTranslation('openings');
	const { schoolId } = usePerson();
	const { applications, mayConfirm, mayChange } = opening;
	const own = applications.every((each) => each.schoolId === schoolId);
	const sees = mayConfirm || mayChange || !own;
	if (applications.length === 0 && !sees) return null;
	const full = opening.accepted >= opening.places;
	const sorted = applications.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
	return (
		<section>
			<h3 className="opening-title">{t(sees ? 'queue' : 'mine')}</h3>
			{applications.length === 0 && <p className="admin-soft">{t('queueEmpty')}</p>}
			{mayConfirm && full && opening.waiting > 0 && <p className="admin-soft">{t('fullHint')}</p>}
			<ol className="opening-queue">
				{sorted.map((application) => (
					<ApplicationRow key={application.applicationId} opening={opening} application={application} />
				))}
			</ol>
		</section>
	);
}

function ApplicationRow({ opening, application }: OfOpening) {
	const { t } = useTranslation('openings');
	const moment = useMoment();
	const words = useOpeningWords();
	const { classroom, classGroup, school, state, reason, clashes, closed } = application;
	const { held, appliedAt, appliedBy } = application;
	const mark = words.application(opening, application);
	return (
		<li className="opening-application">
			<div className="opening-application__head">
				<span>
					<strong>{words.school(school)}</strong>{' '}
					{[classroom.name, classGroup?.name].filter(Boolean).join(' · ')}
				</span>
				{mark ? <StateMark {...mark} /> : <span className="admin-soft">{t(`own.${state}`)}</span>}
			</div>
			<span className="admin-small">{t('appliedAt', { when: moment(appliedAt), who: appliedBy })}</span>
			{reason !== null && <span>{t('reason', { reason })}</span>}
			{isLeftOut(application) && <span className="admin-soft">{t('leftOut')}</span>}
			{held && <span className="admin-soft">{t('held')}</span>}
			{(clashes.length > 0 || closed !== undefined) && (
				<div className="admin-clash">
					<Icon name="warning" />
					<div>
						{closed && <SchoolClosed closed={closed} />}
						{clashes.map((clash) => (
							<ClashLine key={`${clash.resource} ${clash.name} ${clash.from}`} clash={clash} />
						))}
					</div>
				</div>
			)}
			<RowActs opening={opening} application={application} />
		</li>
	);
}

function RowActs({ opening, application }: OfOpening) {
	const { t } = useTranslation('openings');
	const words = useOpeningWords();
	const undoable = useUndo();
	const accept = useAction(endpoints.acceptApplication, adminLists);
	const [over, setOver] = useState<'decline' | 'withdraw'>();
	const { applicationId, state, mayAccept, mayDecline, mayWithdraw } = application;
	const school = words.school(application.school);
	const { schoolId } = usePerson();
	// Who may refuse it need not take it back in its school's name as well.
	const withdraws = mayWithdraw && (!mayDecline || application.schoolId === schoolId);
	const take = async (): Promise<void> => {
		if (!(await accept.run({ params: { applicationId } }))) return;
		await undoable(t('accepted', { school }), { lessonId: opening.lessonId });
	};
	if (!mayAccept && !mayDecline && !withdraws) return null;
	return (
		<>
			<div className="opening-acts">
				{mayAccept && (
					<Button
						type="primary"
						size="small"
						loading={accept.busy}
						aria-label={`${t('accept')} ${school}`}
						onClick={() => void take()}
					>
						{t('accept')}
					</Button>
				)}
				{mayDecline && (
					<Button
						size="small"
						aria-label={`${t(state === 'accepted' ? 'takeBack' : 'decline')} ${school}`}
						onClick={() => setOver('decline')}
					>
						{t(state === 'accepted' ? 'takeBack' : 'decline')}
					</Button>
				)}
				{withdraws && (
					<Button size="small" onClick={() => setOver('withdraw')}>
						{t('withdraw')}
					</Button>
				)}
			</div>
			{accept.error && <FailureLine code={accept.error.code} incident={accept.error.incident} />}
			{over === 'decline' && <Decline application={application} onClose={() => setOver(undefined)} />}
			{over === 'withdraw' && (
				<Withdraw opening={opening} application={application} onClose={() => setOver(undefined)} />
			)}
		</>
	);
}

function Decline({ application, onClose }: Readonly<{ application: Application; onClose: () => void }>) {
	const { t } = useTranslation('openings');
	const words = useOpeningWords();
	const decline = useAction(endpoints.declineApplication, adminLists);
	const [reason, setReason] = useState('');
	const school = words.school(application.school);
	const had = application.state === 'accepted';
	const submit = async (): Promise<void> => {
		const { applicationId } = application;
		if (!(await decline.run({ params: { applicationId }, body: { reason } }))) return;
		onClose();
		toast(t('declineForm.done', { school }));
	};
	return (
		<FormDrawer
			title={t(had ? 'declineForm.titleAccepted' : 'declineForm.title', { school })}
			about={t(had ? 'declineForm.aboutAccepted' : 'declineForm.about')}
			onClose={onClose}
			onSubmit={submit}
			busy={decline.busy}
			error={decline.error}
			fields={['reason']}
			submit={t(had ? 'takeBack' : 'decline')}
		>
			<Field name="reason" label={t('declineForm.reason')} required>
				{(id) => (
					<Input
						id={id}
						value={reason}
						maxLength={200}
						placeholder={t('declineForm.reasonPlaceholder')}
						onChange={(event) => setReason(event.target.value)}
					/>
				)}
			</Field>
		</FormDrawer>
	);
}

function Withdraw({ opening, application, onClose }: OfOpening & Readonly<{ onClose: () => void }>) {
	const { t } = useTranslation('openings');
	const withdraw = useAction(endpoints.withdrawApplication, adminLists);
	const name = opening.title;
	const confirm = async (): Promise<void> => {
		const params = { applicationId: application.applicationId };
		if (!(await withdraw.run({ params, body: { reason: null } }))) return;
		onClose();
		toast(t('withdrawForm.done', { name }));
	};
	return (
		<ConfirmDialog
			title={t('withdrawForm.title', { name })}
			action={t('withdrawForm.action')}
			busy={withdraw.busy}
			error={withdraw.error}
			onConfirm={confirm}
			onClose={onClose}
		>
			{t(application.state === 'accepted' ? 'withdrawForm.aboutAccepted' : 'withdrawForm.about')}
		</ConfirmDialog>
	);
}
