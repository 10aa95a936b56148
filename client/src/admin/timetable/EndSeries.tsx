import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { Series } from '@classroom/protocol';
import { useAction } from '../../api/index.ts';
import { DayChoice } from '../choices/DayChoice.tsx';
import { Field } from '../form/Field.tsx';
import { FormDrawer } from '../form/FormDrawer.tsx';
import { useMissing } from '../form/useMissing.ts';
import { adminLists } from '../stale.ts';
import { useToday } from '../useCounty.ts';
import type { ChangeOf } from './useUndo.ts';

type EndSeriesProps = Readonly<{
	series: Series;
	onClose: () => void;
	onDone: (text: string, of: ChangeOf) => Promise<void>;
}>;

/** The lessons from a day on fall away, with the reason that everybody in them reads. */
export function EndSeries({ series, onClose, onDone }: EndSeriesProps) {
	const { t } = useTranslation(['timetable', 'admin']);
	const today = useToday();
	const end = useAction(endpoints.endSeries, adminLists);
	const missing = useMissing();
	const [from, setFrom] = useState<string | null>(today);
	const [reason, setReason] = useState('');
	const submit = async (): Promise<void> => {
		missing.clear();
		if (reason.trim() === '') {
			missing.say('reason');
			return;
		}
		const params = { seriesId: series.seriesId };
		if (!(await end.run({ params, body: { from, reason } }))) return;
		onClose();
		await onDone(t('series.ended', { name: series.title }), params);
	};
	return (
		<FormDrawer
			title={t('series.endTitle', { name: series.title })}
			about={t('series.endAbout')}
			onClose={onClose}
			onSubmit={submit}
			busy={end.busy}
			error={missing.error ?? end.error}
			fields={['from', 'reason']}
			submit={t('series.end')}
		>
			<Field name="from" label={t('series.endFrom')} required>
				{(id) => <DayChoice id={id} value={from} onChange={setFrom} />}
			</Field>
			<Field name="reason" label={t('admin:lessons.reason')} required>
				{(id) => (
					<Input id={id} value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
				)}
			</Field>
		</FormDrawer>
	);
}
