// The audit log in words.
import { useTranslation } from 'react-i18next';
import {
	ClassroomKind,
	CommunityKind,
	Day,
	LessonKind,
	MissedReason,
	PersonRole,
	SchoolKind,
} from '@classroom/protocol';
import type { AuditEntry } from '@classroom/protocol';
import { lastDayOf } from '../communities/membership.ts';
import { useDayText } from '../communities/useDayText.ts';
import { useMoment } from '../useCounty.ts';

/** An id of ours: 26 characters of Crockford's alphabet. */
const numberOfPerson = /^[0-9a-hjkmnp-tv-z]{26}$/;

type Value = AuditEntry['details'][string];

/** What was done, by the server's names for it. */
function useActionNames(): Readonly<Record<string, string>> {
	const { t } = useTranslation('admin');
	return {
		'session.began': t('audit.did.sessionBegan'),
		'password.changed': t('audit.did.passwordChanged'),
		'person.created': t('audit.did.personCreated'),
		'person.changed': t('audit.did.personChanged'),
		'person.password-reset': t('audit.did.personPasswordReset'),
		'person.removed': t('audit.did.personRemoved'),
		'school.created': t('audit.did.schoolCreated'),
		'school.changed': t('audit.did.schoolChanged'),
		'school.deleted': t('audit.did.schoolDeleted'),
		'classroom.created': t('audit.did.classroomCreated'),
		'classroom.changed': t('audit.did.classroomChanged'),
		'classroom.deleted': t('audit.did.classroomDeleted'),
		'class.created': t('audit.did.classCreated'),
		'class.changed': t('audit.did.classChanged'),
		'class.deleted': t('audit.did.classDeleted'),
		'community.created': t('audit.did.communityCreated'),
		'community.changed': t('audit.did.communityChanged'),
		'community.deleted': t('audit.did.communityDeleted'),
		'community.school-joined': t('audit.did.schoolJoined'),
		'community.school-left': t('audit.did.schoolLeft'),
		'county.created': t('audit.did.countyCreated'),
		'county.changed': t('audit.did.countyChanged'),
		'agreement.made': t('audit.did.agreementMade'),
		'agreement.offered': t('audit.did.agreementOffered'),
		'agreement.accepted': t('audit.did.agreementAccepted'),
		'agreement.revoked': t('audit.did.agreementRevoked'),
		'device.paired': t('audit.did.devicePaired'),
		'device.revoked': t('audit.did.deviceRevoked'),
		'term.created': t('audit.did.termCreated'),
		'term.changed': t('audit.did.termChanged'),
		'term.deleted': t('audit.did.termDeleted'),
		'term.days-changed': t('audit.did.daysChanged'),
		'term.days-cleared': t('audit.did.daysCleared'),
		'term.closed': t('audit.did.schoolsClosed'),
		'term.reopened': t('audit.did.schoolsReopened'),
		'bells.changed': t('audit.did.bellsChanged'),
		'roster.imported': t('audit.did.rosterImported'),
		'timetable.imported': t('audit.did.timetableImported'),
		'roster.passwords-renewed': t('audit.did.rosterPasswordsRenewed'),
		'needs.changed': t('audit.did.needsChanged'),
		'planning.teacher-changed': t('audit.did.planningTeacherChanged'),
		'series.planned': t('audit.did.seriesPlanned'),
		'series.changed': t('audit.did.seriesChanged'),
		'series.ended': t('audit.did.seriesEnded'),
		'lesson.moved': t('audit.did.lessonMoved'),
		'lesson.substituted': t('audit.did.lessonSubstituted'),
		'lesson.swapped': t('audit.did.lessonSwapped'),
		'lesson.made-up': t('audit.did.lessonMadeUp'),
		'lesson.undone': t('audit.did.lessonUndone'),
		'lesson.planned': t('audit.did.lessonPlanned'),
		'lesson.changed': t('audit.did.lessonChanged'),
		'feed.made': t('audit.did.feedMade'),
		'feed.ended': t('audit.did.feedEnded'),
		'webhook.created': t('audit.did.webhookCreated'),
		'webhook.changed': t('audit.did.webhookChanged'),
		'webhook.removed': t('audit.did.webhookRemoved'),
		'webhook.rotated': t('audit.did.webhookRotated'),
		'lesson.cancelled': t('audit.did.lessonCancelled'),
		'lesson.missed-explained': t('audit.did.lessonMissedExplained'),
		'opening.opened': t('audit.did.openingOpened'),
		'opening.changed': t('audit.did.openingChanged'),
		'opening.closed': t('audit.did.openingClosed'),
		'opening.deadline-passed': t('audit.did.openingDeadline'),
		'opening.over': t('audit.did.openingOver'),
		'application.made': t('audit.did.applicationMade'),
		'application.accepted': t('audit.did.applicationAccepted'),
		'application.seated': t('audit.did.applicationSeated'),
		'application.declined': t('audit.did.applicationDeclined'),
		'application.withdrawn': t('audit.did.applicationWithdrawn'),
	};
}

/** The contract's words among the details (roles, kinds), and nothing for what is only for programs. */
function useValueText(): (key: string, value: Value) => string | undefined {
	const { t } = useTranslation(['admin', 'words']);
	const moment = useMoment();
	const dayText = useDayText();
	return (key, value) => {
		if (key.endsWith('Id') || value === null || value === false) return undefined;
		if (key === 'plannedStart' && typeof value === 'number') return moment(value);
		const day = Day.safeParse(value).data;
		// The contract's day is the first without; people say the last.
		if (day !== undefined) return dayText(key === 'until' ? (lastDayOf(day) ?? day) : day);
		if (key === 'days') return String(value).split(' ').map(dayText).join(' ');
		if (key === 'disabled') return t('people.isDisabled');
		const role = PersonRole.safeParse(value).data;
		if (role) return t(`words:role.${role}`);
		const missed = MissedReason.safeParse(value).data;
		if (missed) return t(`words:missedReason.${missed}`);
		const lesson = LessonKind.safeParse(value).data;
		if (lesson) return t(`words:lessonKind.${lesson}`);
		const community = CommunityKind.safeParse(value).data;
		if (community) return t(`words:communityKind.${community}`);
		const school = SchoolKind.safeParse(value).data;
		if (school) return t(`words:schoolKind.${school}`);
		const classroom = ClassroomKind.safeParse(value).data;
		if (classroom) return t(`words:classroomKind.${classroom}`);
		return String(value);
	};
}

export function useAuditWords() {
	const { t } = useTranslation('admin');
	const names = useActionNames();
	const valueText = useValueText();
	const effectNames: Readonly<Record<string, string>> = {
		fallAway: t('audit.fallAway'),
		move: t('audit.move'),
		added: t('audit.added'),
	};
	const keyNames: Readonly<Record<string, string>> = {
		before: t('audit.before'),
		from: t('audit.from'),
		until: t('audit.until'),
		firstDay: t('audit.from'),
		lastDay: t('audit.until'),
		...effectNames,
		created: t('audit.created'),
		updated: t('audit.updated'),
		unchanged: t('audit.unchanged'),
		people: t('audit.peopleCount'),
		places: t('audit.places'),
		leftOut: t('audit.leftOut'),
		lessons: t('audit.lessons'),
	};
	return {
		/** A name; of somebody removed there is only the number, which says nothing. */
		who: (name: string): string => (numberOfPerson.test(name) ? t('audit.gone') : name),
		action: ({ action, details }: AuditEntry): string =>
			// Of a school that missed what others had, it was given all the same.
			action === 'lesson.missed-explained' && 'school' in details
				? t('audit.did.lessonAbsenceExplained')
				: (names[action] ?? action),
		details: (details: AuditEntry['details']): string =>
			Object.entries(details)
				// Who it was before is said only when it is another now.
				.filter(
					([key, value]) =>
						key !== 'before' ||
						!Object.entries(details).some(([other, now]) => other !== key && now === value),
				)
				.flatMap(([key, value]) => {
					// A change that touched no lesson says nothing of lessons.
					if (value === 0 && key in effectNames) return [];
					const text = valueText(key, value);
					if (text === undefined) return [];
					const name = keyNames[key];
					return [name === undefined ? text : `${name} ${text}`];
				})
				.join(' · '),
	};
}
