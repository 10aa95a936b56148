import { endpoints } from '@classroom/protocol';
import type { SchoolId } from '@classroom/protocol';
import { useApi } from '../../api/index.ts';
import { useSettled } from '../../hooks/useSettled.ts';
import { EffectNotice } from '../calendar/EffectNotice.tsx';
import type { BellsDraft } from './bellDraft.ts';
import { readBells } from './bellDraft.ts';

const SETTLED_MS = 500;

type BellsEffectProps = Readonly<{ schoolId: SchoolId; draft: BellsDraft }>;

/** What other bells would do to lessons, while they are typed. */
export function BellsEffect({ schoolId, draft }: BellsEffectProps) {
	const settled = useSettled(draft, SETTLED_MS);
	if (!readBells(draft).ok) return null;
	if (settled !== draft) return <EffectNotice effect={undefined} />;
	return <Asked schoolId={schoolId} draft={draft} />;
}

function Asked({ schoolId, draft }: BellsEffectProps) {
	const read = readBells(draft);
	const schedules = read.ok ? read.schedules : [];
	const reading = useApi(endpoints.saveBells, { params: { schoolId }, body: { schedules, dryRun: true } });
	// What is wrong is said when it is saved.
	if (reading.state === 'failed') return null;
	return <EffectNotice effect={reading.state === 'ready' ? reading.data.effect : undefined} />;
}
