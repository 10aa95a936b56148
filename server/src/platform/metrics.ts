// One registry per server, never the library's global one: tests run many servers in one process.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export type { Counter, Gauge, Histogram } from 'prom-client';

export interface MetricOptions<Label extends string> {
	/** Snake case, with its unit at the end: `classroom_log_append_seconds`. */
	readonly name: string;
	readonly help: string;
	readonly labels?: readonly Label[];
}

export class Metrics {
	readonly #registry = new Registry();

	counter<Label extends string = never>(options: MetricOptions<Label>): Counter<Label> {
		return new Counter<Label>(this.#with(options));
	}

	gauge<Label extends string = never>(
		options: MetricOptions<Label> & { collect?: () => number | Promise<number> },
	): Gauge<Label> {
		const { collect } = options;
		return new Gauge<Label>({
			...this.#with(options),
			...(collect === undefined
				? {}
				: {
						async collect() {
							this.set(await collect());
						},
					}),
		});
	}

	/** `buckets` in the metric's unit; by default from 1 ms to 10 s for seconds. */
	histogram<Label extends string = never>(
		options: MetricOptions<Label> & { buckets?: readonly number[] },
	): Histogram<Label> {
		const buckets = options.buckets ?? [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];
		return new Histogram<Label>({ ...this.#with(options), buckets: [...buckets] });
	}

	/** Adds Node's own: event loop lag, heap, garbage collection. For the running server only. */
	collectProcessMetrics(): void {
		collectDefaultMetrics({ register: this.#registry });
	}

	/** Prometheus' text format. */
	async text(): Promise<{ contentType: string; body: string }> {
		return { contentType: this.#registry.contentType, body: await this.#registry.metrics() };
	}

	#with<Label extends string>(options: MetricOptions<Label>) {
		return {
			name: options.name,
			help: options.help,
			labelNames: [...(options.labels ?? [])],
			registers: [this.#registry],
		};
	}
}
