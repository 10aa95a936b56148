import { InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useAction } from '../../api/index.ts';
import { endpoints, Subject } from '@classroom/protocol';
import type { Need, SchoolOverview, TermId } from '@classroom/protocol';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { adminLists } from '../stale.ts';
import { useDone } from '../useDone.ts';

type NeedsFormProps = Readonly<{ termId: TermId; school: SchoolOverview; onClose: () => void }>;

const needsOf = (counts: ReadonlyMap<Subject, number>): Need[] =>
	[...counts].filter(([, lessons]) => lessons > 0).map(([subject, lessons]) => ({ subject, lessons }));

/** What a school needs of each subject, lessons a week. */
export function NeedsForm({ termId, school, onClose }: NeedsFormProps) {
	const { t } = useTranslation(['timetable', 'words']);
	const done = useDone();
	const save = useAction(endpoints.saveNeeds, adminLists);
	const before = new Map(
		school.subjects.flatMap(({ subject, needed }) => (needed === null ? [] : [[subject, needed]])),
	);
	const [counts, setCounts] = useState<ReadonlyMap<Subject, number>>(before);
	const params = { termId, schoolId: school.schoolId };
	const submit = async (): Promise<void> => {
		if (!(await save.run({ params, body: { needs: needsOf(counts) } }))) return;
		onClose();
		done(t('overview.saved', { name: school.name }), () =>
			api(endpoints.saveNeeds, { params, body: { needs: needsOf(before) } }),
		);
	};
	return (
		<FormDrawer
			title={t('overview.needsTitle', { name: school.name })}
			about={t('overview.needsAbout')}
			onClose={onClose}
			onSubmit={submit}
			busy={save.busy}
			error={save.error}
			fields={[]}
			submit={t('overview.save')}
		>
			<div className="tt-needs">
				{Subject.options.map((subject) => (
					<Field key={subject} name={subject} label={t(`words:subject.${subject}`)}>
						{(id) => (
							<InputNumber<number>
								id={id}
								min={0}
								max={20}
								precision={0}
								suffix={t('overview.perWeekUnit')}
								value={counts.get(subject) ?? 0}
								onChange={(lessons) => setCounts(new Map([...counts, [subject, lessons ?? 0]]))}
							/>
						)}
					</Field>
				))}
			</div>
		</FormDrawer>
	);
}
