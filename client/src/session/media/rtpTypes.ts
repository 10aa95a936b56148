// The contract's RTP words in mediasoup-client's types. The library's list of header extensions lacks one that the
// server's has (the transmission offset, which nobody here needs): it is left out.
import type { RtpCapabilities, RtpParameters } from '@classroom/protocol';
import type { types } from 'mediasoup-client';

const UNKNOWN = 'urn:ietf:params:rtp-hdrext:toffset';

export const toDeviceCapabilities = (capabilities: RtpCapabilities): types.RtpCapabilities => ({
	codecs: capabilities.codecs ?? [],
	headerExtensions: (capabilities.headerExtensions ?? []).flatMap(({ uri, ...extension }) =>
		uri === UNKNOWN ? [] : [{ ...extension, uri }],
	),
});

export const toConsumerParameters = (parameters: RtpParameters): types.RtpParameters => ({
	...parameters,
	headerExtensions: (parameters.headerExtensions ?? []).flatMap(({ uri, ...extension }) =>
		uri === UNKNOWN ? [] : [{ ...extension, uri }],
	),
});

/** As it would arrive over the wire: the library writes `undefined` where the contract has nothing at all. */
export const withoutUndefined = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
