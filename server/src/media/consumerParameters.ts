import type { types } from 'mediasoup';
import { RtpParameters } from '@classroom/protocol';
import { withoutUndefined } from './withoutUndefined.ts';

/** A Consumer's parameters in the contract's shape. */
export const consumerAnswerParameters = (consumer: types.Consumer): RtpParameters =>
	RtpParameters.parse(withoutUndefined(consumer.rtpParameters));
