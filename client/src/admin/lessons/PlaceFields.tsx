import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ClassGroupId, ClassroomId } from '@classroom/protocol';
import type { Lesson, PlanPlaces } from '@classroom/protocol';
import { usePerson } from '../../api/index.ts';
import { schoolName } from '../../format/index.ts';
import { Choice } from '../choices/Choice.tsx';
import { classroomTree, classTree, withChosen } from '../choices/grouping.ts';
import { TreeChoice } from '../choices/TreeChoice.tsx';
import { Field } from '../form/Field.tsx';
import type { Draft } from '../form/useDraft.ts';
import type { LessonDraft } from './lessonDraft.ts';

/** What of a form the places are. */
export type PlaceDraft = Pick<LessonDraft, 'sendingClassroomId' | 'receivingClassroomIds' | 'classGroupIds'>;

type PlaceFieldsProps = Readonly<{
	draft: Draft<PlaceDraft>;
	/** As it is now: its places can be kept even where the lists do not have them. */
	lesson: Pick<Lesson, 'sendingClassroom' | 'receivingClassrooms' | 'classGroups'> | null;
	/** What may be planned with on its day. */
	places: PlanPlaces;
	loading: boolean;
}>;

/** The ids of a choice, as the contract has them. */
const idsOf = <T,>(schema: { safeParse: (id: string) => { data?: T } }, values: readonly string[]): T[] =>
	values.flatMap((value) => schema.safeParse(value).data ?? []);

/** What there is to choose from. */
function usePlaces({ draft, lesson, places }: PlaceFieldsProps) {
	const { t } = useTranslation('admin');
	const { county } = usePerson();
	const { classrooms, classGroups, groups } = places;
	const others = t('lessons.otherSchools');
	const sender = draft.value.sendingClassroomId;
	const known = useMemo(() => {
		const sending = lesson?.sendingClassroom ? [lesson.sendingClassroom] : [];
		const own = [...(lesson?.receivingClassrooms ?? []), ...sending];
		return withChosen(classrooms, own, ({ classroomId }) => classroomId);
	}, [classrooms, lesson]);
	const receivers = useMemo(() => {
		const free = known.filter(({ classroomId }) => classroomId !== sender);
		return classroomTree(free, groups, county, others);
	}, [known, sender, groups, county, others]);
	const classes = useMemo(() => {
		const own = lesson?.classGroups ?? [];
		return classTree(
			withChosen(classGroups, own, ({ classGroupId }) => classGroupId),
			county,
		);
	}, [classGroups, lesson, county]);
	const senders = known.map(({ classroomId, name, school }) => ({
		value: classroomId,
		label: `${schoolName(school, 16, county)} · ${name}`,
		found: `${school} ${name}`,
	}));
	return { senders, receivers, classes };
}

/** Where the lesson is sent from, and where it is received. */
export function PlaceFields(props: PlaceFieldsProps) {
	const { draft, loading } = props;
	const { t } = useTranslation('admin');
	const { value, set } = draft;
	const { senders, receivers, classes } = usePlaces(props);
	return (
		<>
			<Field name="sendingClassroomId" label={t('lessons.sending')} hint={t('lessons.sendingHint')}>
				{(id) => (
					<Choice
						id={id}
						options={senders}
						value={value.sendingClassroomId}
						onChange={(chosen) =>
							set({
								sendingClassroomId: chosen,
								receivingClassroomIds: value.receivingClassroomIds.filter((each) => each !== chosen),
							})
						}
						placeholder={t('lessons.anywhere')}
						search
						clear
						loading={loading}
					/>
				)}
			</Field>
			<Field
				name="receivingClassroomIds"
				label={t('lessons.receiving')}
				hint={t('lessons.chosenRooms', { count: value.receivingClassroomIds.length })}
			>
				{(id) => (
					<TreeChoice
						id={id}
						nodes={receivers}
						value={value.receivingClassroomIds}
						onChange={(ids) => set({ receivingClassroomIds: idsOf(ClassroomId, ids) })}
						loading={loading}
						placeholder={t('lessons.receivingPlaceholder')}
					/>
				)}
			</Field>
			<Field
				name="classGroupIds"
				label={t('lessons.classes')}
				hint={t('lessons.chosenClasses', { count: value.classGroupIds.length })}
			>
				{(id) => (
					<TreeChoice
						id={id}
						nodes={classes}
						value={value.classGroupIds}
						onChange={(ids) => set({ classGroupIds: idsOf(ClassGroupId, ids) })}
						loading={loading}
						placeholder={t('lessons.classesPlaceholder')}
					/>
				)}
			</Field>
		</>
	);
}
