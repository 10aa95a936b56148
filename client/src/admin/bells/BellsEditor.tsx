import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { SchoolBells } from '@classroom/protocol';
import { api, useAction } from '../../api/index.ts';
import type { ApiError } from '../../api/index.ts';
import { Empty, FailureLine, Icon } from '../../components/index.ts';
import { isSaidAtFields } from '../form/fieldErrors.ts';
import { useDraft } from '../form/useDraft.ts';
import type { Draft } from '../form/useDraft.ts';
import { useMissing } from '../form/useMissing.ts';
import { adminLists } from '../stale.ts';
import { useDone } from '../useDone.ts';
import { BellsDraft, draftOf, nextPeriod, readBells, standardBells } from './bellDraft.ts';
import { BellsEffect } from './BellsEffect.tsx';
import { CopyFrom } from './CopyFrom.tsx';
import { ScheduleEditor } from './ScheduleEditor.tsx';
import { useBellWords } from './useBellWords.ts';

const MOST = 12;

type BellsEditorProps = Readonly<{ bells: SchoolBells; onDone: () => void }>;

type Editing = Readonly<{ draft: Draft<BellsDraft>; bells: SchoolBells }>;

/** Ways to begin, or to go on. */
function Beginnings({ draft, bells }: Editing) {
	const { t } = useTranslation('bells');
	const words = useBellWords();
	const { schedules } = draft.value;
	const standard = (): void => {
		const made = standardBells({ summer: t('summer'), winter: t('winter'), nameOf: words.nameOf });
		draft.set(draftOf(made));
	};
	const add = (): void => {
		const periods = schedules.at(-1)?.periods ?? [nextPeriod([], words.nameOf)];
		const added = { name: '', season: null, weekdays: null, periods };
		draft.set({ schedules: [...schedules, added] });
	};
	return (
		<div className="bells-begin">
			<Button icon={<Icon name="plus" size={16} />} disabled={schedules.length >= MOST} onClick={add}>
				{t('addSchedule')}
			</Button>
			<Button onClick={standard}>{t('standard')}</Button>
			<CopyFrom schoolId={bells.schoolId} onCopied={(copied) => draft.set(draftOf(copied))} />
		</div>
	);
}

function useSaveBells({ bells, draft }: Editing, onDone: () => void) {
	const { t } = useTranslation('bells');
	const words = useBellWords();
	const done = useDone();
	const missing = useMissing();
	const saving = useAction(endpoints.saveBells, adminLists);
	const { schoolId, school } = bells;
	const save = async (): Promise<void> => {
		missing.clear();
		const read = readBells(draft.value);
		if (!read.ok) {
			missing.say(...read.issues);
			return;
		}
		const params = { schoolId };
		if (!(await saving.run({ params, body: { schedules: read.schedules, dryRun: false } }))) return;
		draft.forget();
		onDone();
		const before = bells.schedules.map(({ scheduleId: _, ...schedule }) => schedule);
		done(t('saved', { name: words.school(school) }), () =>
			api(endpoints.saveBells, { params, body: { schedules: before, dryRun: false } }),
		);
	};
	return { save, busy: saving.busy, error: missing.error ?? saving.error };
}

/** What no schedule says of itself. */
function HeadError({ error }: { error: ApiError | undefined }) {
	if (!error || isSaidAtFields(error, ['schedules'])) return null;
	return <FailureLine code={error.code} incident={error.incident} details={error.details} />;
}

/** A school's schedules while they are changed, all together; closing keeps what was typed. */
export function BellsEditor({ bells, onDone }: BellsEditorProps) {
	const { t } = useTranslation(['bells', 'admin']);
	const draft = useDraft(`bells:${bells.schoolId}`, draftOf(bells.schedules), BellsDraft);
	const { schedules } = draft.value;
	const saving = useSaveBells({ bells, draft }, onDone);
	return (
		<form
			className="bells-form"
			noValidate
			onSubmit={(event) => {
				event.preventDefault();
				void saving.save();
			}}
		>
			{draft.restored && (
				<div className="admin-restored" role="status">
					<span>{t('admin:form.restored')}</span>
					<Button size="small" onClick={draft.reset}>
						{t('admin:form.reset')}
					</Button>
				</div>
			)}
			<HeadError error={saving.error} />
			{schedules.length === 0 && (
				<Empty icon="bell" what={t('noneLeft')}>
					{t('noneLeftAbout')}
				</Empty>
			)}
			<div className="admin-cards">
				{schedules.map((schedule, place) => (
					<ScheduleEditor
						key={`schedule ${String(place)}`}
						schedule={schedule}
						path={`schedules.${place}`}
						error={saving.error}
						onChange={(part) =>
							draft.set({
								schedules: schedules.map((each, turn) => (turn === place ? { ...each, ...part } : each)),
							})
						}
						onRemove={() => draft.set({ schedules: schedules.filter((_, turn) => turn !== place) })}
					/>
				))}
			</div>
			<Beginnings draft={draft} bells={bells} />
			<div className="bells-save">
				<BellsEffect schoolId={bells.schoolId} draft={draft.value} />
				<span className="bells-save__buttons">
					<Button onClick={onDone}>{t('admin:form.close')}</Button>
					<Button type="primary" htmlType="submit" loading={saving.busy}>
						{t('admin:form.save')}
					</Button>
				</span>
			</div>
		</form>
	);
}
