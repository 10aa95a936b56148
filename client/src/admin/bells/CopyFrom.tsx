import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { BellSchedule, SchoolId } from '@classroom/protocol';
import { api, asApiError, useApi } from '../../api/index.ts';
import { toastError } from '../../components/index.ts';
import { Choice } from '../choices/Choice.tsx';
import { useBellWords } from './useBellWords.ts';

type CopyFromProps = Readonly<{ schoolId: SchoolId; onCopied: (schedules: readonly BellSchedule[]) => void }>;

/** Takes another school's bells as a beginning. */
export function CopyFrom({ schoolId, onCopied }: CopyFromProps) {
	const { t } = useTranslation('bells');
	const words = useBellWords();
	const [busy, setBusy] = useState(false);
	const list = useApi(endpoints.listBells, {});
	const schools = list.state === 'ready' ? list.data.items : [];
	const copy = async (from: SchoolId): Promise<void> => {
		setBusy(true);
		try {
			onCopied((await api(endpoints.readBells, { params: { schoolId: from } })).schedules);
		} catch (error) {
			const { code, details } = asApiError(error);
			toastError(code, details);
		} finally {
			setBusy(false);
		}
	};
	return (
		<Choice
			label={t('copyFrom')}
			placeholder={t('copyFrom')}
			className="bells-copy"
			search
			loading={busy || list.state === 'loading'}
			options={schools
				.filter((school) => school.schoolId !== schoolId && school.schedules > 0)
				.map((school) => ({
					value: school.schoolId,
					label: words.school(school.school, 16),
					found: school.school,
				}))}
			value={null}
			onChange={(from) => from && void copy(from)}
		/>
	);
}
