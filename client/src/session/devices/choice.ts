// Which camera and microphone were chosen last, on this machine.
import { z } from 'zod';

export type DeviceKind = 'camera' | 'microphone';

const Choice = z.object({ deviceId: z.string(), label: z.string() });
/** `label` finds the device again when the browser gives it another id. */
export type DeviceChoice = z.infer<typeof Choice>;

const keyOf = (kind: DeviceKind): string => `device.${kind}`;

/** Null: none was chosen, or storage is switched off. */
export const readChoice = (storage: Pick<Storage, 'getItem'>, kind: DeviceKind): DeviceChoice | null => {
	try {
		const parsed = Choice.safeParse(JSON.parse(storage.getItem(keyOf(kind)) ?? 'null'));
		return parsed.success ? parsed.data : null;
	} catch {
		return null;
	}
};

export const keepChoice = (
	storage: Pick<Storage, 'setItem'>,
	kind: DeviceKind,
	choice: DeviceChoice,
): void => {
	try {
		const { deviceId, label } = choice;
		storage.setItem(keyOf(kind), JSON.stringify({ deviceId, label }));
	} catch {
		// The choice holds until the page is closed.
	}
};

/** One of the machine's devices. */
export type DeviceOption = Readonly<{ deviceId: string; label: string }>;

/** The chosen one among those that are there: by id, else by name. Null: it is not there. */
export const findChosen = (
	options: readonly DeviceOption[],
	choice: DeviceChoice | null,
): DeviceOption | null => {
	if (choice === null) return null;
	return (
		options.find((option) => option.deviceId === choice.deviceId) ??
		options.find((option) => option.label !== '' && option.label === choice.label) ??
		null
	);
};
