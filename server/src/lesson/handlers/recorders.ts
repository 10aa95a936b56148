import { AppError } from '../../platform/index.ts';
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
		const { recorderId, places, recording } = request;
		return { wanted: await services.recorders.register(desk.recorder, { recorderId, places, recording }) };
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
);
