// What the language has gained since the oldest Chromium we support (94) and we, or a library, use. Each is a few
// lines by the standard; newer browsers keep their own.

function add(target: object, name: string, value: unknown): void {
	if (!(name in target)) Object.defineProperty(target, name, { value, writable: true, configurable: true });
}

// Chromium 110
add(Array.prototype, 'toSorted', function toSorted<T>(this: T[], compare?: (a: T, b: T) => number): T[] {
	return [...this].sort(compare);
});
add(Array.prototype, 'toReversed', function toReversed<T>(this: T[]): T[] {
	return [...this].reverse();
});

// Chromium 97
add(Array.prototype, 'findLast', function findLast<
	T,
>(this: T[], found: (value: T, index: number) => boolean) {
	for (let index = this.length - 1; index >= 0; index -= 1) {
		const value = this[index];
		if (index in this && value !== undefined && found(value, index)) return value;
	}
	return undefined;
});
add(Array.prototype, 'findLastIndex', function findLastIndex<
	T,
>(this: T[], found: (value: T | undefined, index: number) => boolean): number {
	for (let index = this.length - 1; index >= 0; index -= 1) if (found(this[index], index)) return index;
	return -1;
});

// Chromium 119
add(Promise, 'withResolvers', function withResolvers<T>() {
	let resolve: (value: T | PromiseLike<T>) => void = () => undefined;
	let reject: (reason?: unknown) => void = () => undefined;
	const promise = new Promise<T>((yes, no) => {
		resolve = yes;
		reject = no;
	});
	return { promise, resolve, reject };
});

// Chromium 103
add(AbortSignal, 'timeout', function timeout(ms: number): AbortSignal {
	const controller = new AbortController();
	setTimeout(() => controller.abort(new DOMException('timed out', 'TimeoutError')), ms);
	return controller.signal;
});
