// Which pictures a tight link leaves out for the voice: by the step of this client's quality ladder. Pure.
import type { PeerState, QualityStep, Source } from '@classroom/protocol';

const withoutTeacher: readonly QualityStep[] = ['no-camera', 'stills', 'voice'];
const withoutOthers: readonly QualityStep[] = ['thumbnail', 'slow-slides', ...withoutTeacher];

/** Whether the server sends nothing of this picture for now. Some of the others' may still come at `no-others`. */
export const isWithheld = (step: QualityStep, owner: Pick<PeerState, 'role'>, source: Source): boolean => {
	if (source === 'screen') return step === 'voice';
	if (source !== 'camera') return false;
	return (owner.role === 'teacher' ? withoutTeacher : withoutOthers).includes(step);
};
