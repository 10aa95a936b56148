// The camera or the microphone of this machine: on, off, unplugged and back.
import { Store } from '../store.ts';
import type { Readable } from '../store.ts';
import { findChosen, keepChoice, readChoice } from './choice.ts';
import type { DeviceChoice, DeviceKind, DeviceOption } from './choice.ts';
import { deviceConstraints } from './constraints.ts';
import type { SoundProfile } from './deviceSettings.ts';
import { faultOf } from './deviceState.ts';
import type { DeviceFault, DeviceState } from './deviceState.ts';

/** The browser's devices; undefined on a page that is not secure. */
export type MachineDevices = Pick<
	MediaDevices,
	'getUserMedia' | 'enumerateDevices' | 'addEventListener' | 'removeEventListener'
>;

type Keeps = Pick<Storage, 'getItem' | 'setItem'>;

/** A device that another program has, or that starts slowly after waking, tells nobody when it can be had. */
const AGAIN_MS = 5000;

export class LocalDevice {
	readonly kind: DeviceKind;
	readonly #machine: MachineDevices | undefined;
	readonly #storage: Keeps;
	readonly #sound: () => SoundProfile;
	readonly #state = new Store<DeviceState>({ state: 'off' });
	readonly #options = new Store<readonly DeviceOption[]>([]);
	readonly state: Readable<DeviceState> = this.#state;
	/** What can be chosen; names are empty until the browser was allowed to use one. */
	readonly options: Readable<readonly DeviceOption[]> = this.#options;
	#wanted = false;
	#enabled = true;
	/** Grows with each attempt: an older one that answers late is thrown away. */
	#attempt = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** `sound`: for what kind of place a microphone is opened. */
	constructor(
		kind: DeviceKind,
		machine: MachineDevices | undefined,
		storage: Keeps,
		sound: () => SoundProfile = () => 'room',
	) {
		this.kind = kind;
		this.#machine = machine;
		this.#storage = storage;
		this.#sound = sound;
	}

	track(): MediaStreamTrack | null {
		const state = this.#state.read();
		return state.state === 'on' ? state.track : null;
	}

	/** Switches on what was chosen last, else any. Resolves when it is on or faulty. */
	async start(): Promise<void> {
		this.#wanted = true;
		// Adding the same listener again does nothing.
		this.#machine?.addEventListener('devicechange', this.#onDeviceChange);
		if (this.#state.read().state === 'on' || this.#state.read().state === 'starting') return;
		await this.#open();
	}

	stop(): void {
		this.#wanted = false;
		this.#attempt += 1;
		clearTimeout(this.#timer);
		this.#release();
		this.#state.set({ state: 'off' });
	}

	/** Silence (or black) and back, at once: nobody who mutes waits for a network. The device stays open. */
	setEnabled(enabled: boolean): void {
		this.#enabled = enabled;
		const state = this.#state.read();
		if (state.state !== 'on') return;
		state.track.enabled = enabled;
		this.#state.set({ ...state, enabled });
	}

	/** Takes this device from now on, and the next time. */
	async choose(deviceId: string): Promise<void> {
		const option = this.#options.read().find((each) => each.deviceId === deviceId);
		if (option === undefined) return;
		keepChoice(this.#storage, this.kind, option);
		if (this.#wanted) await this.#open();
	}

	/** Opens it anew, for another kind of place; what was open goes on until then. */
	async reopen(): Promise<void> {
		if (this.#wanted) await this.#open();
	}

	/** The browser has been told something else about what it may use. */
	async permissionChanged(): Promise<void> {
		const state = this.#state.read();
		if (this.#wanted && state.state === 'faulty' && state.fault === 'not-allowed') await this.#open();
	}

	/** Takes the next of those that there are: for who has no mouse. */
	async chooseNext(): Promise<void> {
		const options = this.#options.read();
		const state = this.#state.read();
		const now = options.findIndex((option) => state.state === 'on' && option.deviceId === state.deviceId);
		const next = options[(now + 1) % Math.max(1, options.length)];
		if (next !== undefined) await this.choose(next.deviceId);
	}

	/** Asks the machine what there is. */
	async refresh(): Promise<readonly DeviceOption[]> {
		if (this.#machine === undefined) return [];
		const kind = this.kind === 'camera' ? 'videoinput' : 'audioinput';
		const devices = await this.#machine.enumerateDevices();
		const options = devices
			.filter((device) => device.kind === kind && device.deviceId !== '')
			.map(({ deviceId, label }) => ({ deviceId, label }));
		this.#options.set(options);
		return options;
	}

	close(): void {
		this.stop();
		this.#machine?.removeEventListener('devicechange', this.#onDeviceChange);
	}

	async #open(): Promise<void> {
		if (this.#machine === undefined) {
			this.#state.set({ state: 'faulty', fault: 'insecure' });
			return;
		}
		this.#attempt += 1;
		clearTimeout(this.#timer);
		const attempt = this.#attempt;
		const before = this.track();
		if (this.#state.read().state === 'off') this.#state.set({ state: 'starting' });
		try {
			const track = await this.#get(this.#machine, readChoice(this.#storage, this.kind));
			if (attempt !== this.#attempt) {
				track.stop();
				return;
			}
			this.#adopt(track);
			before?.stop();
			await this.refresh();
			this.#rememberFirst();
		} catch (error) {
			if (attempt === this.#attempt) this.#failed(faultOf(error));
		}
	}

	/** Where nobody has chosen, what worked first is meant: after a day with another in its place it is taken again. */
	#rememberFirst(): void {
		const state = this.#state.read();
		if (state.state !== 'on' || state.deviceId === '' || readChoice(this.#storage, this.kind) !== null)
			return;
		keepChoice(this.#storage, this.kind, state);
	}

	/** What is wrong is said until it works; one that was unplugged stays so. */
	#failed(fault: DeviceFault): void {
		const before = this.#state.read();
		// Another was to take its place; it goes on.
		if (before.state === 'on') return;
		if (before.state !== 'lost' && !(before.state === 'faulty' && before.fault === fault)) {
			this.#state.set({ state: 'faulty', fault });
		}
		// Only a person changes a refusal; asking again would nag.
		if (fault !== 'not-allowed') this.#timer = setTimeout(() => void this.#open(), AGAIN_MS);
	}

	/** The chosen device; if it is not there or does not start, whichever does. */
	async #get(machine: MachineDevices, choice: DeviceChoice | null): Promise<MediaStreamTrack> {
		const chosen = choice === null ? null : findChosen(await this.refresh(), choice);
		if (chosen !== null) {
			try {
				return await this.#getById(machine, chosen.deviceId);
			} catch (error) {
				if (faultOf(error) === 'not-allowed') throw error;
			}
		}
		return await this.#getById(machine, null);
	}

	async #getById(machine: MachineDevices, deviceId: string | null): Promise<MediaStreamTrack> {
		const stream = await machine.getUserMedia(deviceConstraints(this.kind, deviceId, this.#sound()));
		const track = stream.getTracks()[0];
		if (track === undefined) throw new DOMException('no track', 'NotFoundError');
		return track;
	}

	#adopt(track: MediaStreamTrack): void {
		track.contentHint = this.kind === 'camera' ? 'motion' : 'speech';
		const { label } = track;
		track.addEventListener('ended', () => {
			if (this.track() !== track) return;
			this.#state.set({ state: 'lost', label });
			void this.#open();
		});
		track.enabled = this.#enabled;
		const deviceId = track.getSettings().deviceId ?? '';
		this.#state.set({ state: 'on', track, deviceId, label, enabled: this.#enabled });
	}

	readonly #onDeviceChange = (): void => {
		void this.#followDevices();
	};

	/** Something was plugged in or out. */
	async #followDevices(): Promise<void> {
		const options = await this.refresh();
		if (!this.#wanted || options.length === 0) return;
		const state = this.#state.read();
		if (state.state === 'lost' || state.state === 'faulty') await this.#open();
		else if (state.state === 'on' && this.#chosenIsBack(options, state.deviceId)) await this.#open();
	}

	/** The chosen device was replaced by another while it was unplugged. */
	#chosenIsBack(options: readonly DeviceOption[], deviceId: string): boolean {
		const chosen = findChosen(options, readChoice(this.#storage, this.kind));
		return chosen !== null && chosen.deviceId !== deviceId;
	}

	#release(): void {
		this.track()?.stop();
	}
}
