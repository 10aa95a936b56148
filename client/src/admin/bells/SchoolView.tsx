import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { SchoolBells, SchoolId } from '@classroom/protocol';
import { useApi } from '../../api/index.ts';
import { Empty, Failure, FailureLine, Loading } from '../../components/index.ts';
import { BellsEditor } from './BellsEditor.tsx';
import { ScheduleCard } from './ScheduleCard.tsx';

function Schedules({ bells, onEdit }: Readonly<{ bells: SchoolBells; onEdit: () => void }>) {
	const { t } = useTranslation(['bells', 'admin']);
	const edit = bells.mayChange && (
		<Button type="primary" onClick={onEdit}>
			{bells.schedules.length === 0 ? t('fillIn') : t('admin:edit')}
		</Button>
	);
	if (bells.schedules.length === 0) {
		return (
			<Empty icon="bell" what={t('empty')} button={edit}>
				{bells.mayChange ? t('emptyAbout') : t('emptyOthers')}
			</Empty>
		);
	}
	return (
		<>
			{edit && <div>{edit}</div>}
			<div className="admin-cards">
				{bells.schedules.map((schedule) => (
					<ScheduleCard key={schedule.scheduleId} schedule={schedule} />
				))}
			</div>
		</>
	);
}

/** One school's bells, to be read or changed. */
export function SchoolView({ schoolId }: { schoolId: SchoolId }) {
	const [editing, setEditing] = useState(false);
	const reading = useApi(endpoints.readBells, { params: { schoolId } });
	if (reading.state === 'loading') return <Loading lines={9} />;
	if (reading.state === 'failed') {
		return <Failure code={reading.error.code} incident={reading.error.incident} onAgain={reading.again} />;
	}
	const { data: bells, failing } = reading;
	return (
		<>
			{failing && <FailureLine code={failing.code} incident={failing.incident} />}
			{editing && bells.mayChange ? (
				<BellsEditor bells={bells} onDone={() => setEditing(false)} />
			) : (
				<Schedules bells={bells} onEdit={() => setEditing(true)} />
			)}
		</>
	);
}
