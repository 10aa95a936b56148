// The Workers as numbers for Prometheus.
import type { Metrics } from '../platform/index.ts';
import type { MediaNode } from './MediaNode.ts';

const EVERY_MS = 5_000;

export const measureMedia = (media: MediaNode, metrics: Metrics): void => {
	metrics.gauge({
		name: 'classroom_media_workers',
		help: 'mediasoup workers alive',
		collect: () => media.health().living,
	});
	const cpu = metrics.gauge({
		name: 'classroom_media_worker_cpu_seconds',
		help: 'CPU time of each mediasoup worker since its start',
		labels: ['pid'],
	});
	const memory = metrics.gauge({
		name: 'classroom_media_worker_memory_bytes',
		help: 'Largest resident size of each mediasoup worker',
		labels: ['pid'],
	});
	const timer = setInterval(() => {
		void media.usage().then((workers) => {
			cpu.reset();
			memory.reset();
			for (const { pid, cpuSeconds, memoryBytes } of workers) {
				cpu.set({ pid: String(pid) }, cpuSeconds);
				memory.set({ pid: String(pid) }, memoryBytes);
			}
		});
	}, EVERY_MS);
	timer.unref();
};
