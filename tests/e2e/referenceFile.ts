// A video file made by ffmpeg in which the clock and the beeps are apart by a known time: what the readers are
// checked against.
import { spawn } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beepFrequency } from './page/beepCode.ts';
import { COLUMNS, encodeClock, ROWS, STRIP_HEIGHT } from './page/clockCode.ts';

const WIDTH = 640;
const HEIGHT = 360;
const FRAMES_PER_SECOND = 30;
const SAMPLE_RATE = 48_000;
const BEEP_MS = 50;

export interface ReferenceSpec {
	readonly file: string;
	readonly seconds: number;
	readonly source: number;
	/** Hz. */
	readonly beep: number;
	/** How much later the sound is than the picture, ms. */
	readonly lateMs: number;
}

/** What its clock says at the beginning. Near now: the picture has room for the last digits of the time only. */
const REFERENCE_START = Math.floor(Date.now() / 1000) * 1000;

export const makeReference = async (spec: ReferenceSpec): Promise<void> => {
	const folder = path.dirname(spec.file);
	const [pictures, sound] = [path.join(folder, 'pictures.raw'), path.join(folder, 'sound.raw')];
	await writeFile(pictures, picturesOf(spec));
	await writeFile(sound, soundOf(spec));
	await ffmpeg([
		...['-f', 'rawvideo', '-pix_fmt', 'gray', '-s', `${WIDTH}x${HEIGHT}`, '-r', String(FRAMES_PER_SECOND)],
		...['-i', pictures, '-f', 's16le', '-ar', String(SAMPLE_RATE), '-ac', '1', '-i', sound],
		...[
			'-c:v',
			'libx264',
			'-profile:v',
			'baseline',
			'-pix_fmt',
			'yuv420p',
			'-preset',
			'ultrafast',
			'-g',
			'20',
		],
		...['-c:a', 'libopus', '-b:a', '48k', spec.file],
	]);
	await Promise.all([rm(pictures), rm(sound)]);
};

const picturesOf = ({ seconds, source }: ReferenceSpec): Buffer =>
	Buffer.concat(
		Array.from({ length: seconds * FRAMES_PER_SECOND }, (_, frame) =>
			pictureOf(source, REFERENCE_START + (frame * 1000) / FRAMES_PER_SECOND),
		),
	);

const pictureOf = (source: number, at: number): Buffer => {
	const picture = Buffer.alloc(WIDTH * HEIGHT, 110);
	const cellHeight = Math.round(HEIGHT * STRIP_HEIGHT) / ROWS;
	for (const [place, bit] of encodeClock({ source, at }).entries()) {
		const [column, row] = [place % COLUMNS, Math.floor(place / COLUMNS)];
		const [left, right] = [column, column + 1].map((edge) => Math.round((edge * WIDTH) / COLUMNS));
		for (let y = Math.floor(row * cellHeight); y < Math.floor((row + 1) * cellHeight); y += 1) {
			picture.fill(bit === 1 ? 235 : 16, y * WIDTH + left!, y * WIDTH + right!);
		}
	}
	return picture;
};

const soundOf = ({ seconds, beep, lateMs }: ReferenceSpec): Buffer => {
	const samples = Buffer.alloc(2 * seconds * SAMPLE_RATE);
	for (let place = 0; place < samples.length / 2; place += 1) {
		const ms = (place * 1000) / SAMPLE_RATE - lateMs;
		if (ms < 0 || ms % 1000 >= BEEP_MS) continue;
		const frequency = beepFrequency(beep, REFERENCE_START + ms - (ms % 1000));
		samples.writeInt16LE(
			Math.round(16_000 * Math.sin((2 * Math.PI * frequency * place) / SAMPLE_RATE)),
			2 * place,
		);
	}
	return samples;
};

const ffmpeg = (args: readonly string[]): Promise<void> =>
	new Promise((resolve, reject) => {
		const program = process.env['FFMPEG_PATH'] ?? 'ffmpeg';
		const child = spawn(program, ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y', ...args]);
		let complaint = '';
		child.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
		child.once('error', reject);
		child.once('close', (code) => {
			if (code === 0) resolve();
			else reject(new Error(`ffmpeg ended with ${code}: ${complaint}`));
		});
	});
