import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Membership } from '@classroom/protocol';
import { api, useAction } from '../../api/index.ts';
import { toastError } from '../../components/index.ts';
import { adminLists } from '../stale.ts';
import { useDone } from '../useDone.ts';

/** Takes back a membership that has not begun: it has never been. */
export function useTakeBack(): (member: Membership) => Promise<void> {
	const { t } = useTranslation('admin');
	const done = useDone();
	const end = useAction(endpoints.endMembership, adminLists);
	const { error } = end;
	useEffect(() => {
		if (error) toastError(error.code, error.details);
	}, [error]);
	return async ({ membershipId, communityId, schoolId, school, from, until }) => {
		if (!(await end.run({ params: { membershipId }, body: { until: from } }))) return;
		done(t('communities.takenBack', { name: school }), () =>
			api(endpoints.addMember, { params: { communityId }, body: { schoolId, from, until } }),
		);
	};
}
