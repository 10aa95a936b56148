import { endpoints } from '@classroom/protocol';
import type { CalendarChange, TermId, TermInput } from '@classroom/protocol';
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

/** What a new term would do to lessons that were planned before it. Undefined: the form is not complete yet. */
export function NewTermEffect({ term }: Readonly<{ term: TermInput | undefined }>) {
	const asked = useSettled(JSON.stringify(term), SETTLED_MS);
	if (term === undefined) return null;
	if (asked !== JSON.stringify(term)) return <EffectNotice effect={undefined} />;
	return <AskedOfNew term={term} />;
}

function AskedOfNew({ term }: Readonly<{ term: TermInput }>) {
	const reading = useApi(endpoints.checkTerm, { body: term });
	// What is wrong with the form is said when it is saved.
	if (reading.state === 'failed') return null;
	return <EffectNotice effect={reading.state === 'ready' ? reading.data.effect : undefined} />;
}

/** What deleting a term would do to lessons. */
export function RemovedTermEffect({ termId }: Readonly<{ termId: TermId }>) {
	const reading = useApi(endpoints.checkTermRemoval, { params: { termId } });
	// Why it cannot be deleted is said when somebody tries.
	if (reading.state === 'failed') return null;
	return <EffectNotice effect={reading.state === 'ready' ? reading.data.effect : undefined} />;
}
