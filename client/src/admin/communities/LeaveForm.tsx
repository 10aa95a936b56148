import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Community, Membership } from '@classroom/protocol';
import { api, useAction } from '../../api/index.ts';
import { DayChoice } from '../choices/DayChoice.tsx';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { useMissing } from '../form/useMissing.ts';
import { adminLists } from '../stale.ts';
import { useToday } from '../useCounty.ts';
import { useDone } from '../useDone.ts';
import { lastDayOf, untilOf } from './membership.ts';
import { useDayText } from './useDayText.ts';

type LeaveFormProps = Readonly<{ community: Community; member: Membership; onClose: () => void }>;

/** A school leaves a community after a last day. */
export function LeaveForm({ community, member, onClose }: LeaveFormProps) {
	const { t } = useTranslation('admin');
	const today = useToday();
	const dayText = useDayText();
	const done = useDone();
	const leave = useAction(endpoints.endMembership, adminLists);
	const missing = useMissing();
	const [last, setLast] = useState<string | null>(lastDayOf(member.until) ?? today);

	const submit = async (): Promise<void> => {
		missing.clear();
		const until = untilOf(last);
		if (until === null || last === null) {
			missing.say('until');
			return;
		}
		const { communityId, schoolId, membershipId } = member;
		if (!(await leave.run({ params: { membershipId }, body: { until } }))) return;
		onClose();
		done(t('communities.leaves', { name: member.school, day: dayText(last) }), () =>
			// From the day it would have left it goes on as before.
			api(endpoints.addMember, {
				params: { communityId },
				body: { schoolId, from: until, until: member.until },
			}),
		);
	};

	return (
		<FormDrawer
			title={t('communities.leaveTitle', { name: member.school })}
			about={t('communities.leaveAbout', { name: community.name })}
			onClose={onClose}
			onSubmit={submit}
			busy={leave.busy}
			error={missing.error ?? leave.error}
			fields={['until']}
			submit={t('communities.leave')}
		>
			<Field name="until" label={t('communities.lastDay')} hint={t('communities.leaveHint')} required>
				{(id) => <DayChoice id={id} value={last} onChange={setLast} />}
			</Field>
		</FormDrawer>
	);
}
