// What a browser would say of its media: enough for a real worker, without a media stack.
import type { DtlsParameters, RtpCapabilities, RtpParameters } from '@classroom/protocol';

export const dtlsParameters: DtlsParameters = {
	role: 'client',
	fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'A5').join(':') }],
};

let ssrc = 1000;

export const cameraParameters = (): RtpParameters => ({
	codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }],
	encodings: [{ ssrc: (ssrc += 1) }],
	rtcp: { cname: 'c' },
});

export const microphoneParameters = (): RtpParameters => ({
	codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
	encodings: [{ ssrc: (ssrc += 1) }],
	rtcp: { cname: 'c' },
});

export const capabilities: RtpCapabilities = {
	codecs: [
		{ kind: 'audio', mimeType: 'audio/opus', preferredPayloadType: 100, clockRate: 48_000, channels: 2 },
		{ kind: 'video', mimeType: 'video/VP8', preferredPayloadType: 101, clockRate: 90_000 },
	],
};
