import { RtpCapabilities, TransportId } from '@classroom/protocol';
import type { AnswerOf } from '@classroom/protocol';
import type { types } from 'mediasoup-client';
import { withoutUndefined } from './rtpTypes.ts';

export type Direction = 'send' | 'receive';
export type IceServers = AnswerOf<'join'>['iceServers'];

/** What both sides of the media need to make transports. */
export interface MediaRoom {
	readonly device: types.Device;
	readonly iceServers: IceServers;
}

/** What the device can receive, in the contract's words. */
export const receiveCapabilities = (device: types.Device): RtpCapabilities =>
	RtpCapabilities.parse(withoutUndefined(device.recvRtpCapabilities));

/** The browser's half of a transport that the server made. */
export const localTransport = (
	{ device, iceServers }: MediaRoom,
	direction: Direction,
	answer: AnswerOf<'createTransport'>,
): types.Transport => {
	const options: types.TransportOptions = {
		id: answer.transportId,
		iceParameters: answer.iceParameters,
		iceCandidates: answer.iceCandidates,
		dtlsParameters: answer.dtlsParameters,
		iceServers,
	};
	return direction === 'send' ? device.createSendTransport(options) : device.createRecvTransport(options);
};

export const transportIdOf = (transport: types.Transport): TransportId => TransportId.parse(transport.id);
