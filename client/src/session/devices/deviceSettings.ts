// How this machine sounds and talks: chosen once by whoever sets up the room, kept on the machine.
import { z } from 'zod';
import { TalkMode } from '@classroom/protocol';
import { Store } from '../store.ts';
import type { Readable } from '../store.ts';

/** `room`: loudspeakers and many mouths; `headset`: one mouth at the microphone, and nothing that it could hear again. */
export const SoundProfile = z.enum(['room', 'headset']);
export type SoundProfile = z.infer<typeof SoundProfile>;

/** Whether the self-test before a lesson may be heard. */
export const TestSound = z.enum(['heard', 'quiet']);
export type TestSound = z.infer<typeof TestSound>;

const Settings = z.object({
	sound: SoundProfile,
	talk: TalkMode,
	/** Machines that were set up before there was one. */
	testSound: TestSound.default('heard'),
});
export type DeviceSettings = Readonly<z.infer<typeof Settings>>;

const KEY = 'device.settings';
const usual: DeviceSettings = { sound: 'room', talk: 'open', testSound: 'heard' };

export class SettingsOfDevice {
	readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
	readonly #settings: Store<DeviceSettings>;
	readonly settings: Readable<DeviceSettings>;

	constructor(storage: Pick<Storage, 'getItem' | 'setItem'>) {
		this.#storage = storage;
		this.#settings = new Store(readSettings(storage));
		this.settings = this.#settings;
	}

	change(change: Partial<DeviceSettings>): void {
		const next = { ...this.#settings.read(), ...change };
		this.#settings.set(next);
		try {
			this.#storage.setItem(KEY, JSON.stringify(next));
		} catch {
			// They hold until the page is closed.
		}
	}
}

const readSettings = (storage: Pick<Storage, 'getItem'>): DeviceSettings => {
	try {
		const parsed = Settings.safeParse(JSON.parse(storage.getItem(KEY) ?? 'null'));
		return parsed.success ? parsed.data : usual;
	} catch {
		return usual;
	}
};
