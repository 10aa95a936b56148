// mediasoup-client's handler for this browser, warmed up: asking the browser what it can takes tens of
// milliseconds the first time, so it is asked while the socket still connects.
import { detectDevice } from 'mediasoup-client';
import { Chrome111 } from 'mediasoup-client/handlers/Chrome111';
import { Chrome74 } from 'mediasoup-client/handlers/Chrome74';
import { Firefox120 } from 'mediasoup-client/handlers/Firefox120';
import { Safari12 } from 'mediasoup-client/handlers/Safari12';
import type { types } from 'mediasoup-client';

const factoryOf = (): types.HandlerFactory | undefined => {
	switch (detectDevice()) {
		case 'Chrome111':
			return Chrome111.createFactory({});
		case 'Chrome74':
			return Chrome74.createFactory({});
		case 'Firefox120':
			return Firefox120.createFactory({});
		case 'Safari12':
			return Safari12.createFactory({});
		case 'ReactNative106':
		case undefined:
			return undefined;
	}
};

/** By hand: `structuredClone` is younger than the oldest Chromium we support. */
const copyOf = ({ codecs = [], headerExtensions = [] }: types.RtpCapabilities): types.RtpCapabilities => ({
	codecs: codecs.map(({ parameters, rtcpFeedback, ...codec }) => ({
		...codec,
		...(parameters !== undefined && { parameters: { ...parameters } }),
		...(rtcpFeedback && { rtcpFeedback: rtcpFeedback.map((feedback) => ({ ...feedback })) }),
	})),
	headerExtensions: headerExtensions.map((extension) => ({ ...extension })),
});

/** The same handler, asked once for what the browser can. */
export const rememberCapabilities = (factory: types.HandlerFactory): types.HandlerFactory => {
	const asked = new Map<string, Promise<types.RtpCapabilities>>();
	return {
		name: factory.name,
		factory: (options) => factory.factory(options),
		getNativeRtpCapabilities: async (options) => {
			const known = asked.get(options.direction) ?? factory.getNativeRtpCapabilities(options);
			asked.set(options.direction, known);
			try {
				// Device.load changes what it is given.
				return copyOf(await known);
			} catch (error) {
				asked.delete(options.direction);
				throw error;
			}
		},
	};
};

let warm: types.HandlerFactory | undefined;

/** @throws TypeError when this browser has no WebRTC that we know. */
export const browserHandler = (): types.HandlerFactory => {
	if (warm !== undefined) return warm;
	const factory = factoryOf();
	if (factory === undefined) throw new TypeError('this browser has no WebRTC that we know');
	warm = rememberCapabilities(factory);
	for (const direction of ['recvonly', 'sendonly'] as const) {
		warm.getNativeRtpCapabilities({ direction }).catch(() => undefined);
	}
	return warm;
};
