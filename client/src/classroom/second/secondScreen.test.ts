// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SecondScreen } from './secondScreen.ts';
import type { Message } from './secondScreen.ts';

/** A machine that lets windows open or not; a second window that answers when it is there. */
class Machine {
	readonly said: Message[] = [];
	readonly kept = new Map<string, string>();
	lets = true;
	opened = 0;
	there = false;
	#hear: ((event: MessageEvent<unknown>) => void) | undefined;

	readonly storage = {
		getItem: (key: string) => this.kept.get(key) ?? null,
		setItem: (key: string, value: string) => void this.kept.set(key, value),
	};
	readonly line = {
		postMessage: (message: Message): void => {
			this.said.push(message);
			if (this.there && message.say === 'look') this.says({ say: 'here', height: 1080 });
			if (message.say === 'close') this.there = false;
		},
		addEventListener: (_: string, listener: EventListenerOrEventListenerObject): void => {
			this.#hear = listener as (event: MessageEvent<unknown>) => void;
		},
		close: () => undefined,
	};
	readonly channel = () => this.line;
	readonly open = (): Promise<boolean> => {
		this.opened += 1;
		if (this.lets) {
			this.there = true;
			this.says({ say: 'here', height: 720 });
		}
		return Promise.resolve(this.lets);
	};
	says(message: unknown): void {
		this.#hear?.({ data: message } as MessageEvent<unknown>);
	}
}

let machine: Machine;
const started = (): SecondScreen => {
	const second = new SecondScreen(machine);
	second.restore();
	return second;
};

beforeEach(() => {
	vi.useFakeTimers();
	machine = new Machine();
});
afterEach(() => void vi.useRealTimers());

test('is opened and closed by a press, and not by itself where nobody has asked for it', async () => {
	const second = started();
	await vi.advanceTimersByTimeAsync(5000);
	expect(machine.opened).toBe(0);
	await second.toggle();
	expect(second.state.read()).toEqual({ state: 'on', height: 720 });
	await second.toggle();
	expect(second.state.read()).toEqual({ state: 'off' });
	expect(machine.there).toBe(false);
	started();
	await vi.advanceTimersByTimeAsync(5000);
	expect(machine.opened).toBe(1);
});

test('after a reload the window that stayed is found, after a power cut it is opened again', async () => {
	await started().toggle();
	const reloaded = started();
	expect(reloaded.state.read()).toEqual({ state: 'on', height: 1080 });
	await vi.advanceTimersByTimeAsync(5000);
	expect(machine.opened).toBe(1);
	machine.there = false;
	const restarted = started();
	await vi.advanceTimersByTimeAsync(5000);
	expect(machine.opened).toBe(2);
	expect(restarted.state.read().state).toBe('on');
});

test('where the browser wants a press first, it is asked for', async () => {
	machine.kept.set('device.second', 'open');
	machine.lets = false;
	const second = started();
	await vi.advanceTimersByTimeAsync(5000);
	expect(second.state.read()).toEqual({ state: 'wanted' });
	machine.lets = true;
	await second.toggle();
	expect(second.state.read().state).toBe('on');
	machine.says({ say: 'gone' });
	expect(second.state.read().state).toBe('off');
	for (const nonsense of [null, 'here', { say: 'here' }, { say: 'here', height: -1 }]) machine.says(nonsense);
	expect(second.state.read().state).toBe('off');
});
