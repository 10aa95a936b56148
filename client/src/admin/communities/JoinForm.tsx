import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Day, endpoints, SchoolId } from '@classroom/protocol';
import type { Community } from '@classroom/protocol';
import { api, useAction } from '../../api/index.ts';
import { DayChoice } from '../choices/DayChoice.tsx';
import { SchoolChoice } from '../choices/SchoolChoice.tsx';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { useDraft } from '../form/useDraft.ts';
import { useMissing } from '../form/useMissing.ts';
import { adminLists } from '../stale.ts';
import { useToday } from '../useCounty.ts';
import { useDone } from '../useDone.ts';
import { LimitWords } from './LimitWords.tsx';
import { untilOf } from './membership.ts';
import { useDayText } from './useDayText.ts';

const JoinDraft = z.object({ schoolId: SchoolId.nullable(), from: Day.nullable(), last: Day.nullable() });
type JoinDraft = z.infer<typeof JoinDraft>;

/** Says what was arranged, with the way back. */
function useJoined(): (saved: Community, joined: Readonly<{ schoolId: SchoolId; from: string }>) => void {
	const { t } = useTranslation('admin');
	const today = useToday();
	const dayText = useDayText();
	const done = useDone();
	return (saved, { schoolId, from }) => {
		const added = [...saved.members, ...saved.coming].find(
			(member) => member.schoolId === schoolId && member.from === from,
		);
		if (!added) {
			done(t('communities.joinedBefore'));
			return;
		}
		const name = added.school;
		const later = from > today;
		// Ended on its first day it has never been.
		done(
			later ? t('communities.joinsLater', { name, day: dayText(from) }) : t('communities.joined', { name }),
			() =>
				api(endpoints.endMembership, {
					params: { membershipId: added.membershipId },
					body: { until: added.from },
				}),
		);
	};
}

/** A school joins a community, from a day on and, if known, up to a last day. */
export function JoinForm({ community, onClose }: Readonly<{ community: Community; onClose: () => void }>) {
	const { t } = useTranslation('admin');
	const today = useToday();
	const say = useJoined();
	const join = useAction(endpoints.addMember, adminLists);
	const missing = useMissing();
	const initial: JoinDraft = { schoolId: null, from: today, last: null };
	const draft = useDraft(`join:${community.communityId}`, initial, JoinDraft);
	const { value, set } = draft;
	const { schoolId, from, last } = value;

	const submit = async (): Promise<void> => {
		missing.clear();
		if (schoolId === null || from === null) {
			missing.say(...(schoolId === null ? ['schoolId'] : []), ...(from === null ? ['from'] : []));
			return;
		}
		const params = { communityId: community.communityId };
		const saved = await join.run({ params, body: { schoolId, from, until: untilOf(last) } });
		if (!saved) return;
		draft.forget();
		onClose();
		say(saved, { schoolId, from });
	};

	return (
		<FormDrawer
			title={t('communities.joinTitle', { name: community.name })}
			about={<LimitWords community={community} />}
			onClose={onClose}
			onSubmit={submit}
			busy={join.busy}
			error={missing.error ?? join.error}
			fields={['schoolId', 'from', 'until']}
			submit={t('communities.join')}
			restored={draft.restored}
			onReset={draft.reset}
		>
			<Field name="schoolId" label={t('school')} required>
				{(id) => (
					<SchoolChoice
						id={id}
						value={schoolId}
						onChange={(chosen) => set({ schoolId: chosen })}
						placeholder={t('chooseSchool')}
						without={new Set(community.members.map((member) => member.schoolId))}
					/>
				)}
			</Field>
			<div className="admin-form__pair">
				<Field name="from" label={t('communities.firstDay')} required>
					{(id) => <DayChoice id={id} value={from} onChange={(day) => set({ from: day })} />}
				</Field>
				<Field name="until" label={t('communities.lastDay')} hint={t('communities.lastDayHint')}>
					{(id) => (
						<DayChoice
							id={id}
							value={last}
							onChange={(day) => set({ last: day })}
							placeholder={t('communities.open')}
							clear
						/>
					)}
				</Field>
			</div>
		</FormDrawer>
	);
}
