import { AppError } from '../../platform/index.ts';
import { RoomPhase } from '@classroom/protocol';
import { peerHandler, type Handler } from './handler.ts';

export const registerRecorder: Handler<'registerRecorder'> = {
	type: 'registerRecorder',
	access: { kind: 'caller', callers: ['service'] },
	run: async (desk, services, request) => {
		if (desk.seat.kind === 'joined') throw new AppError('out-of-order');
		const { connection } = desk;
		desk.recorder ??= {
			id: connection.id,
			get closed() {
				return connection.closed;
			},
			send: (notification) => connection.send(notification),
		};
		const { recorderId, places, recording, unfinished } = request;
		const { recorders } = services;
		const over = await recorders.over(unfinished ?? []);
		return { wanted: await recorders.register(desk.recorder, { recorderId, places, recording }), over };
	},
};

export const reportRecording = peerHandler(
	'reportRecording',
	['recorder'],
	async ({ room, self }, { report }) => {
		const { recording } = room.state;
		switch (report.kind) {
			case 'started':
				if (recording.state === 'on' && recording.recordingId === report.recordingId) return {};
				await room.append({
					type: 'recording-started',
					recordingId: report.recordingId,
					peerId: self.peerId,
				});
				return {};
			case 'gap': {
				const { kind: _, ...gap } = report;
				await room.append({ type: 'recording-gap', ...gap });
				return {};
			}
			case 'stopped':
				if (recording.state === 'off') return {};
				await room.append({
					type: 'recording-stopped',
					recordingId: report.recordingId,
					cause: report.cause,
				});
				return {};
		}
	},
	// What is missing at the end is known only after it; the Room stays for a moment.
	RoomPhase.options,
);
