// The bare peer-to-peer page: two of them speak to each other without anything between. What the browser does by
// itself, with the same camera, codec and bit rate as ours.

export interface PairPage {
	/** Its own camera and microphone; resolves to its offer. */
	offer(options: PairOptions): Promise<string>;
	/** Resolves to the answer to an offer. */
	answer(offer: string, options: PairOptions): Promise<string>;
	accept(answer: string): Promise<void>;
}

export interface PairOptions {
	/** Whether Opus may carry what mends lost packets. */
	readonly protectedSound: boolean;
}

declare global {
	interface Window {
		__pair?: PairPage;
	}
}

const MAX_BITRATE = 1_200_000;
const connection = new RTCPeerConnection();

connection.addEventListener('track', ({ track }) => {
	const element = document.createElement(track.kind === 'video' ? 'video' : 'audio');
	element.muted = track.kind === 'video';
	element.autoplay = true;
	element.srcObject = new MediaStream([track]);
	document.body.append(element);
});

const send = async (): Promise<void> => {
	const stream = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
	for (const track of stream.getTracks()) connection.addTrack(track, stream);
	const h264 = (RTCRtpSender.getCapabilities('video')?.codecs ?? []).filter(({ mimeType }) =>
		['video/H264', 'video/rtx'].includes(mimeType),
	);
	for (const each of connection.getTransceivers()) {
		if (each.sender.track?.kind !== 'video') continue;
		each.setCodecPreferences(h264);
	}
};

const limit = async (): Promise<void> => {
	for (const sender of connection.getSenders()) {
		if (sender.track?.kind !== 'video') continue;
		const parameters = sender.getParameters();
		for (const encoding of parameters.encodings) encoding.maxBitrate = MAX_BITRATE;
		await sender.setParameters(parameters);
	}
};

/** With every candidate in it. */
const gathered = async (): Promise<string> => {
	if (connection.iceGatheringState !== 'complete')
		await new Promise<void>((resolve) => {
			connection.addEventListener('icegatheringstatechange', () => {
				if (connection.iceGatheringState === 'complete') resolve();
			});
		});
	return connection.localDescription?.sdp ?? '';
};

/** What one side says that it takes is what the other sends. */
const asWished = (sdp: string, { protectedSound }: PairOptions): string =>
	protectedSound ? sdp : sdp.replaceAll('useinbandfec=1', 'useinbandfec=0');

window.__pair = {
	offer: async (options) => {
		await send();
		const { sdp = '' } = await connection.createOffer();
		await connection.setLocalDescription({ type: 'offer', sdp: asWished(sdp, options) });
		await limit();
		return gathered();
	},
	answer: async (offer, options) => {
		await connection.setRemoteDescription({ type: 'offer', sdp: asWished(offer, options) });
		await send();
		const { sdp = '' } = await connection.createAnswer();
		await connection.setLocalDescription({ type: 'answer', sdp: asWished(sdp, options) });
		await limit();
		return gathered();
	},
	accept: async (answer) => {
		await connection.setRemoteDescription({ type: 'answer', sdp: answer });
	},
};
