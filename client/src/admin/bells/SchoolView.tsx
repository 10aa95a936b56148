import { Button } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { SchoolBells, SchoolId } from '@classroom/protocol';
import { useApi } from '../../api/index.ts';
import { Empty, Failure, FailureLine, Loading } from '../../components/index.ts';
import { BellsEditor } from './BellsEditor.tsx';
import { ScheduleCard } from './ScheduleCard.tsx';

function Schedules({ bells, edit }: Readonly<{ bells: SchoolBells; edit: ReactNode }>) {
	const { t } = useTranslation('bells');
	if (bells.schedules.length === 0) {
		return (
			<Empty icon="bell" what={t('empty')} button={edit}>
				{bells.mayChange ? t('emptyAbout') : t('emptyOthers')}
			</Empty>
		);
	}
	return (
		<div className="admin-cards">
			{bells.schedules.map((schedule) => (
				<ScheduleCard key={schedule.scheduleId} schedule={schedule} />
			))}
		</div>
	);
}

/** One school's bells, to be read or changed. `head`: what stands above, before the button. */
export function SchoolView({ schoolId, head }: Readonly<{ schoolId: SchoolId; head: ReactNode }>) {
	const { t } = useTranslation(['bells', 'admin']);
	const [editing, setEditing] = useState(false);
	const reading = useApi(endpoints.readBells, { params: { schoolId } });
	if (reading.state === 'loading') {
		return (
			<>
				<div className="bells-school">{head}</div>
				<Loading lines={9} />
			</>
		);
	}
	if (reading.state === 'failed') {
		return (
			<>
				<div className="bells-school">{head}</div>
				<Failure code={reading.error.code} incident={reading.error.incident} onAgain={reading.again} />
			</>
		);
	}
	const { data: bells, failing } = reading;
	const isEmpty = bells.schedules.length === 0;
	const edit = bells.mayChange && (
		<Button type={isEmpty ? 'primary' : 'default'} onClick={() => setEditing(true)}>
			{isEmpty ? t('fillIn') : t('admin:edit')}
		</Button>
	);
	return (
		<>
			<div className="bells-school">
				{head}
				{!editing && !isEmpty && edit}
			</div>
			{failing && <FailureLine code={failing.code} incident={failing.incident} />}
			{editing && bells.mayChange ? (
				<BellsEditor bells={bells} onDone={() => setEditing(false)} />
			) : (
				<Schedules bells={bells} edit={edit} />
			)}
		</>
	);
}
