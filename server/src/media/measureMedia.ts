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
	metrics.gauge({
		name: 'classroom_media_received_bits_per_second',
		help: 'Bitrate that comes in over all transports of this node',
		collect: async () => (await media.traffic()).received,
	});
	metrics.gauge({
		name: 'classroom_media_sent_bits_per_second',
		help: 'Bitrate that goes out over all transports of this node',
		collect: async () => (await media.traffic()).sent,
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
	const rooms = metrics.gauge({
		name: 'classroom_media_worker_rooms',
		help: 'Rooms placed on each mediasoup worker',
		labels: ['pid'],
	});
	const timer = setInterval(() => {
		void media.usage().then((workers) => {
			cpu.reset();
			memory.reset();
			rooms.reset();
			for (const { pid, cpuSeconds, memoryBytes, rooms: placed } of workers) {
				rooms.set({ pid: String(pid) }, placed);
				cpu.set({ pid: String(pid) }, cpuSeconds);
				memory.set({ pid: String(pid) }, memoryBytes);
			}
		});
	}, EVERY_MS);
	timer.unref();
};
