/** What of fragmented MP4 (ISO/IEC 14496-12) the manifest is made from. */

export type InitTrack = {
	id: number;
	kind: 'audio' | 'video';
	timescale: number;
	/** RFC 6381. */
	codec: string;
	width: number | undefined;
	height: number | undefined;
};

type Box = { type: string; body: Buffer };

function boxes(data: Buffer): Box[] {
	const found: Box[] = [];
	for (let at = 0; at + 8 <= data.length;) {
		let size = data.readUInt32BE(at);
		let head = 8;
		if (size === 1 && at + 16 <= data.length) {
			size = Number(data.readBigUInt64BE(at + 8));
			head = 16;
		}
		if (size === 0) size = data.length - at;
		if (size < head) break;
		found.push({ type: data.toString('latin1', at + 4, at + 8), body: data.subarray(at + head, at + size) });
		at += size;
	}
	return found;
}

function child(data: Buffer, ...path: string[]): Buffer | undefined {
	let body: Buffer | undefined = data;
	for (const type of path) {
		if (body === undefined) return undefined;
		body = boxes(body).find((box) => box.type === type)?.body;
	}
	return body;
}

/** The tracks of an initialization segment; none if it cannot be read. */
export function readInit(data: Buffer): InitTrack[] {
	const movie = child(data, 'moov');
	if (movie === undefined) return [];
	const tracks: InitTrack[] = [];
	for (const { type, body } of boxes(movie)) {
		const track = type === 'trak' ? readTrack(body) : undefined;
		if (track !== undefined) tracks.push(track);
	}
	return tracks;
}

function readTrack(trak: Buffer): InitTrack | undefined {
	const tkhd = child(trak, 'tkhd');
	const mdhd = child(trak, 'mdia', 'mdhd');
	const hdlr = child(trak, 'mdia', 'hdlr');
	const stsd = child(trak, 'mdia', 'minf', 'stbl', 'stsd');
	if (tkhd === undefined || mdhd === undefined || hdlr === undefined || stsd === undefined) return undefined;
	const id = tkhd.readUInt32BE(tkhd[0] === 1 ? 20 : 12);
	const timescale = mdhd.readUInt32BE(mdhd[0] === 1 ? 20 : 12);
	const [entry] = boxes(stsd.subarray(8));
	if (entry === undefined) return undefined;
	if (hdlr.toString('latin1', 8, 12) !== 'vide') {
		const codec = entry.type === 'Opus' ? 'opus' : entry.type;
		return { id, kind: 'audio', timescale, codec, width: undefined, height: undefined };
	}
	const avcC = child(entry.body.subarray(78), 'avcC');
	const codec = avcC === undefined ? entry.type : `${entry.type}.${avcC.toString('hex', 1, 4)}`;
	const [width, height] = [entry.body.readUInt16BE(24), entry.body.readUInt16BE(26)];
	return { id, kind: 'video', timescale, codec, width, height };
}

export type Fragment = {
	trackId: number;
	/** Decode time of the first sample and duration of all, in the track's timescale. */
	start: number;
	duration: number;
	/** In the beginning of each sample: duration and bytes. */
	samples: number;
};

/** Bytes of a segment that must be read to see its first `moof` whole, or undefined if it has none. */
export function moofEnd(data: Buffer): number | undefined {
	for (let at = 0; at + 8 <= data.length;) {
		const size = data.readUInt32BE(at);
		if (data.toString('latin1', at + 4, at + 8) === 'moof') return at + size;
		if (size < 8) return undefined;
		at += size;
	}
	return undefined;
}

/** The track fragments of a media segment's `moof` boxes that lie within `data`. */
export function readFragments(data: Buffer): Fragment[] {
	const fragments: Fragment[] = [];
	for (const { type, body } of boxes(data)) {
		if (type !== 'moof') continue;
		for (const box of boxes(body)) {
			const fragment = box.type === 'traf' ? readTrackFragment(box.body) : undefined;
			if (fragment !== undefined) fragments.push(fragment);
		}
	}
	return fragments;
}

function readTrackFragment(traf: Buffer): Fragment | undefined {
	const tfhd = child(traf, 'tfhd');
	const tfdt = child(traf, 'tfdt');
	if (tfhd === undefined || tfdt === undefined) return undefined;
	const start = tfdt[0] === 1 ? Number(tfdt.readBigUInt64BE(4)) : tfdt.readUInt32BE(4);
	const usual = defaultDuration(tfhd);
	let duration = 0;
	let samples = 0;
	for (const { type, body } of boxes(traf)) {
		if (type !== 'trun') continue;
		const count = body.readUInt32BE(4);
		samples += count;
		duration += runDuration(body, count, usual);
	}
	return { trackId: tfhd.readUInt32BE(4), start, duration, samples };
}

function defaultDuration(tfhd: Buffer): number {
	const flags = tfhd.readUInt32BE(0);
	if ((flags & 0x08) === 0) return 0;
	return tfhd.readUInt32BE(8 + ((flags & 0x01) !== 0 ? 8 : 0) + ((flags & 0x02) !== 0 ? 4 : 0));
}

function runDuration(trun: Buffer, count: number, usual: number): number {
	const flags = trun.readUInt32BE(0);
	if ((flags & 0x100) === 0) return count * usual;
	const step = [0x100, 0x200, 0x400, 0x800].reduce((sum, bit) => sum + ((flags & bit) !== 0 ? 4 : 0), 0);
	let at = 8 + ((flags & 0x01) !== 0 ? 4 : 0) + ((flags & 0x04) !== 0 ? 4 : 0);
	let duration = 0;
	for (let sample = 0; sample < count && at + step <= trun.length; sample++, at += step) {
		duration += trun.readUInt32BE(at);
	}
	return duration;
}
