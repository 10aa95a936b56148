import { useTranslation } from 'react-i18next';
import { endpoints } from '@classroom/protocol';
import type { ClassroomId, DeviceInfo } from '@classroom/protocol';
import { useAction } from '../../api/index.ts';
import type { ApiError } from '../../api/index.ts';
import { useMissing } from '../form/useMissing.ts';
import { adminLists } from '../stale.ts';
import { useDone } from '../useDone.ts';

type Pairing = Readonly<{
	/** Gives the screen that shows `code` to the classroom; what is missing or wrong is in `error`. */
	pair: (code: string, classroom: ClassroomId | null, name: string) => Promise<DeviceInfo | undefined>;
	busy: boolean;
	error: ApiError | undefined;
	reset: () => void;
}>;

export function usePair(): Pairing {
	const { t } = useTranslation('admin');
	const done = useDone();
	const missing = useMissing();
	const confirm = useAction(endpoints.confirmPairing, [...adminLists, endpoints.listDevices]);
	return {
		pair: async (code, classroomId, name) => {
			missing.clear();
			const empty = [code.trim() === '' && 'code', classroomId === null && 'classroomId'].filter(
				(each) => each !== false,
			);
			if (classroomId === null || empty.length > 0) {
				missing.say(...empty);
				return undefined;
			}
			const device = await confirm.run({ body: { code, classroomId } });
			if (device) done(t('devices.paired', { name }));
			return device;
		},
		busy: confirm.busy,
		error: missing.error ?? confirm.error,
		reset: () => {
			missing.clear();
			confirm.reset();
		},
	};
}
