import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Need, SchoolOverview, TermId } from '@classroom/protocol';
import { useApi, usePerson } from '../../api/index.ts';
import { Empty, Failure, Loading } from '../../components/index.ts';
import { schoolName } from '../../format/index.ts';
import { ListTable } from '../list/ListTable.tsx';
import { NeedsForm } from '../timetable/NeedsForm.tsx';
import { useGradeWords } from './usePlanWords.ts';

const WIDTH = 20;

const lackingOf = ({ subjects }: SchoolOverview) => subjects.filter(({ lacking }) => lacking > 0);

function useColumns(needs: ReadonlyMap<string, readonly Need[]>) {
	const { t } = useTranslation(['planning', 'words']);
	const { county } = usePerson();
	const gradeWords = useGradeWords();
	const needWord = ({ subject, lessons, grades = [] }: Need): string =>
		grades.length === 0
			? t('needs.item', { subject: t(`words:subject.${subject}`), count: lessons })
			: t('needs.itemGrades', {
					subject: t(`words:subject.${subject}`),
					count: lessons,
					grades: gradeWords(grades),
				});
	return [
		{
			key: 'school',
			title: t('needs.school'),
			render: ({ name, kind }: SchoolOverview) => (
				<>
					{schoolName(name, WIDTH, county)}
					<span className="admin-small">{t(`words:schoolKind.${kind}`)}</span>
				</>
			),
		},
		{
			key: 'lacks',
			title: t('needs.lacks'),
			render: (school: SchoolOverview) => {
				const lacking = lackingOf(school);
				if (lacking.length === 0) return <span className="admin-soft">{t('needs.nothing')}</span>;
				return (
					<span className="admin-tags">
						{lacking.map(({ subject, lacking: count }) => (
							<span key={subject} className="admin-tag admin-tag--slow">
								▲ {t('needs.item', { subject: t(`words:subject.${subject}`), count })}
							</span>
						))}
					</span>
				);
			},
		},
		{
			key: 'needed',
			title: t('needs.needed'),
			render: ({ schoolId }: SchoolOverview) => {
				const own = needs.get(schoolId) ?? [];
				if (own.length === 0) return <span className="admin-soft">{t('needs.notSaid')}</span>;
				return own.map(needWord).join(t('person'));
			},
		},
	];
}

function Sum({ schools, onNext }: Readonly<{ schools: readonly SchoolOverview[]; onNext: () => void }>) {
	const { t } = useTranslation('planning');
	const said = schools.some(({ subjects }) => subjects.some(({ needed }) => needed !== null));
	const lacking = schools.filter((school) => lackingOf(school).length > 0);
	const count = Math.ceil(lacking.flatMap(lackingOf).reduce((sum, each) => sum + each.lacking, 0));
	if (!said) return <p className="admin-note">{t('needs.noneSaid')}</p>;
	if (count === 0) return <p className="tt-move__free">✓ {t('needs.none')}</p>;
	return (
		<p className="plan-sum">
			<strong>{t('needs.sum', { schools: lacking.length, count })}</strong>
			<Button type="primary" onClick={onNext}>
				{t('needs.next')}
			</Button>
		</p>
	);
}

/** What every school lacks a week, and what it said it needs. */
export function NeedsPart({ termId, onNext }: Readonly<{ termId: TermId; onNext: () => void }>) {
	const { t } = useTranslation('planning');
	const [editing, setEditing] = useState<SchoolOverview>();
	const [onlyLacking, setOnlyLacking] = useState(false);
	const overview = useApi(endpoints.termOverview, { params: { termId } });
	const needs = useApi(endpoints.listNeeds, { params: { termId } });
	const columns = useColumns(
		new Map(needs.state === 'ready' ? needs.data.schools.map((each) => [each.schoolId, each.needs]) : []),
	);
	if (overview.state === 'failed') {
		const { error, again } = overview;
		return <Failure code={error.code} incident={error.incident} onAgain={again} />;
	}
	if (needs.state === 'failed') {
		return <Failure code={needs.error.code} incident={needs.error.incident} onAgain={needs.again} />;
	}
	if (overview.state === 'loading' || needs.state === 'loading') return <Loading lines={10} />;
	const { schools, mayChangeNeeds } = overview.data;
	const receiving = schools.filter(({ kind, subjects }) => kind !== 'core' || subjects.length > 0);
	if (receiving.length === 0) return <Empty icon="school" what={t('needs.empty')} />;
	const shown = onlyLacking ? receiving.filter((school) => lackingOf(school).length > 0) : receiving;
	return (
		<>
			<Sum schools={receiving} onNext={onNext} />
			<Checkbox checked={onlyLacking} onChange={(event) => setOnlyLacking(event.target.checked)}>
				{t('needs.onlyLacking')}
			</Checkbox>
			<ListTable
				caption={t('part.needs')}
				columns={columns}
				items={shown}
				keyOf={({ schoolId }) => schoolId}
				actions={
					mayChangeNeeds
						? (school) => (
								<Button
									size="small"
									aria-label={`${t('needs.edit')} ${school.name}`}
									onClick={() => setEditing(school)}
								>
									{t('needs.edit')}
								</Button>
							)
						: undefined
				}
				renewing={false}
			/>
			{editing && (
				<NeedsForm
					key={editing.schoolId}
					termId={termId}
					school={editing}
					onClose={() => setEditing(undefined)}
				/>
			)}
		</>
	);
}
