import { endpoints } from '@classroom/protocol';
import type { CalendarChange, TermId } from '@classroom/protocol';
import { useApi } from '../../api/index.ts';
import { useSettled } from '../../hooks/useSettled.ts';
import { EffectNotice } from './EffectNotice.tsx';

const SETTLED_MS = 300;

type ChangeEffectProps = Readonly<{
	termId: TermId;
	/** Null: the form is not complete yet. */
	change: CalendarChange | null;
}>;

/** What a change of the calendar would do, while it is being made. */
export function ChangeEffect({ termId, change }: ChangeEffectProps) {
	const asked = useSettled(JSON.stringify(change), SETTLED_MS);
	if (change === null) return null;
	if (asked !== JSON.stringify(change)) return <EffectNotice effect={undefined} />;
	return <Asked termId={termId} change={change} />;
}

function Asked({ termId, change }: Readonly<{ termId: TermId; change: CalendarChange }>) {
	const input = { params: { termId }, body: { change, dryRun: true } };
	const reading = useApi(endpoints.changeCalendar, input);
	// What is wrong with the form is said when it is saved.
	if (reading.state === 'failed') return null;
	return <EffectNotice effect={reading.state === 'ready' ? reading.data.effect : undefined} />;
}
