import { BitReader } from './bitReader.ts';

const highProfiles = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

/** Width and height in pixels that a sequence parameter set (H.264, 7.3.2.1.1) announces. */
export function spsSize(sps: Buffer): { width: number; height: number } {
	const reader = new BitReader(withoutEmulation(sps).subarray(1));
	const profile = reader.bits(8);
	reader.bits(16);
	reader.unsigned();
	let chroma = 1;
	if (highProfiles.has(profile)) chroma = skipHighProfile(reader);
	reader.unsigned();
	skipOrderCount(reader);
	reader.unsigned();
	reader.bit();
	const widthInMacroblocks = reader.unsigned() + 1;
	const heightInMapUnits = reader.unsigned() + 1;
	const framesOnly = reader.bit();
	if (framesOnly === 0) reader.bit();
	reader.bit();
	let [left, right, top, bottom] = [0, 0, 0, 0];
	if (reader.bit() === 1) {
		[left, right, top, bottom] = [reader.unsigned(), reader.unsigned(), reader.unsigned(), reader.unsigned()];
	}
	const cropX = chroma === 1 || chroma === 2 ? 2 : 1;
	const cropY = (chroma === 1 ? 2 : 1) * (2 - framesOnly);
	return {
		width: widthInMacroblocks * 16 - cropX * (left + right),
		height: (2 - framesOnly) * heightInMapUnits * 16 - cropY * (top + bottom),
	};
}

/** Answers chroma_format_idc. */
function skipHighProfile(reader: BitReader): number {
	const chroma = reader.unsigned();
	if (chroma === 3) reader.bit();
	reader.unsigned();
	reader.unsigned();
	reader.bit();
	if (reader.bit() === 1) {
		for (let list = 0; list < (chroma === 3 ? 12 : 8); list++) {
			if (reader.bit() === 1) skipScalingList(reader, list < 6 ? 16 : 64);
		}
	}
	return chroma;
}

function skipScalingList(reader: BitReader, size: number): void {
	let last = 8;
	let next = 8;
	for (let index = 0; index < size; index++) {
		if (next !== 0) next = (last + reader.signed() + 256) % 256;
		if (next !== 0) last = next;
	}
}

function skipOrderCount(reader: BitReader): void {
	const type = reader.unsigned();
	if (type === 0) {
		reader.unsigned();
	} else if (type === 1) {
		reader.bit();
		reader.signed();
		reader.signed();
		const count = Math.min(reader.unsigned(), 255);
		for (let index = 0; index < count; index++) reader.signed();
	}
}

/** Takes out the 03 of each 00 00 03. */
function withoutEmulation(nal: Buffer): Buffer {
	if (!nal.includes(Buffer.from([0, 0, 3]))) return nal;
	const bytes: number[] = [];
	for (let index = 0, zeros = 0; index < nal.length; index++) {
		const byte = nal[index] ?? 0;
		if (zeros >= 2 && byte === 3) {
			zeros = 0;
			continue;
		}
		zeros = byte === 0 ? zeros + 1 : 0;
		bytes.push(byte);
	}
	return Buffer.from(bytes);
}
