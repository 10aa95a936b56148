import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import type { Readable, Writable } from 'node:stream';

export const initFile = 'init.mp4';
/** A little less than two, for senders whose key frames come every two seconds by themselves. */
export const segmentSeconds = 1.95;

/** Name of a run's segment. */
export function segmentFile(index: number): string {
	return `${index.toString().padStart(5, '0')}.m4s`;
}

/** ffmpeg would otherwise buffer without end when the disk hangs. */
const mostWaitingBytes = 32 * 1024 * 1024;
const lastWordsBytes = 2000;
/**
 * How long (ms) an ffmpeg may take for its last segment. When a bell rings many end at once, and those that encode have
 * the lowest priority; a recorder that is itself told to end has not so much time.
 */
export const endWithinMs = { usually: 60_000, inAHurry: 8000 } as const;

/**
 * A supervisor holds a channel to us, takes the terminal's Ctrl-C for itself, and ends what a dead recorder left in its
 * process group before it starts the next: so ffmpeg stays in it. Elsewhere a Ctrl-C must not reach ffmpeg before we
 * have ended it in order.
 */
const isSupervised = process.channel !== undefined;

export type FfmpegOptions = {
	ffmpegPath: string;
	folder: string;
	/** VP8 fits in no MP4 and no HLS player takes it: it alone is encoded anew, at low priority. */
	encodeVideo: boolean;
};

/** One ffmpeg that copies the Matroska stream on its standard input into HLS segments in `folder`. */
export class FfmpegProcess {
	readonly #child: ChildProcessByStdio<Writable, null, Readable>;
	/** Resolves when the process has ended: to undefined if well, else to what it said. Never rejects. */
	readonly ended: Promise<string | undefined>;
	#lastWords = '';
	#ending = false;

	constructor(options: FfmpegOptions) {
		// It ends by itself when the recorder dies, because its input does.
		this.#child = spawn(options.ffmpegPath, ffmpegArguments(options), {
			cwd: options.folder,
			stdio: ['pipe', 'ignore', 'pipe'],
			detached: !isSupervised,
		});
		this.#child.stderr.on('data', (data: Buffer) => {
			this.#lastWords = (this.#lastWords + data.toString('utf8')).slice(-lastWordsBytes);
		});
		// EPIPE when it died: `ended` tells.
		this.#child.stdin.on('error', () => undefined);
		this.ended = this.#watch();
		if (options.encodeVideo && this.#child.pid !== undefined) lowerPriority(this.#child.pid);
	}

	/** The last of what ffmpeg printed. */
	get lastWords(): string {
		return this.#lastWords;
	}

	get pid(): number | undefined {
		return this.#child.pid;
	}

	/** Hands over pieces in one system call. */
	write(pieces: readonly Buffer[]): void {
		const { stdin } = this.#child;
		if (this.#ending || !stdin.writable) return;
		if (stdin.writableLength > mostWaitingBytes) {
			this.#lastWords += '\nffmpeg takes no more input';
			this.kill();
			return;
		}
		stdin.cork();
		for (const piece of pieces) stdin.write(piece);
		stdin.uncork();
	}

	/** Ends the input; ffmpeg then completes the last segment. Idempotent. */
	async end(withinMs: number): Promise<string | undefined> {
		if (!this.#ending) {
			this.#ending = true;
			this.#child.stdin.end();
			const timer = setTimeout(() => {
				this.kill();
			}, withinMs);
			void this.ended.then(() => {
				clearTimeout(timer);
			});
		}
		return this.ended;
	}

	kill(): void {
		this.#child.kill('SIGKILL');
	}

	async #watch(): Promise<string | undefined> {
		try {
			await once(this.#child, 'exit');
		} catch (error) {
			return `ffmpeg could not be started: ${String(error)}`;
		}
		const { exitCode, signalCode } = this.#child;
		if (exitCode === 0) return undefined;
		return `ffmpeg ended with ${exitCode ?? signalCode ?? 'nothing'}: ${this.#lastWords.trim()}`;
	}
}

function ffmpegArguments({ encodeVideo }: FfmpegOptions): string[] {
	return [
		...['-hide_banner', '-loglevel', 'warning', '-nostdin', '-nostats'],
		// Everything ffmpeg would look for in the stream is said in its header. Never `-fflags nobuffer`: it throws
		// away what was read by then, and with it the first key frame.
		...['-probesize', '32', '-analyzeduration', '0'],
		...['-protocol_whitelist', 'pipe,file', '-f', 'matroska', '-i', 'pipe:0'],
		...['-map', '0', '-c', 'copy', ...(encodeVideo ? encoding : []), '-bsf:v', exactDurations],
		...['-f', 'hls', '-hls_time', String(segmentSeconds), '-hls_list_size', '0'],
		...['-hls_playlist_type', 'event', '-hls_segment_type', 'fmp4', '-hls_fmp4_init_filename', initFile],
		...['-hls_segment_options', 'video_track_timescale=90000'],
		...['-hls_flags', 'independent_segments+temp_file', '-hls_segment_filename', '%05d.m4s', 'index.m3u8'],
	];
}

/**
 * A picture lasts until the next, and the last one 40 ms. ffmpeg would guess from the frame rate, and begin each segment where the guess for the
 * last picture of the one before ended: with cameras, whose rate varies, the picture would run away from the sound.
 */
const exactDurations = 'setts=duration=if(eq(NEXT_PTS\\,NOPTS)\\,0.04/TB\\,NEXT_PTS-PTS)';

/** Key frames where the source has them, so that segments end as in everything that is copied. */
const encoding = [
	...['-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency', '-profile:v', 'baseline'],
	...[
		'-pix_fmt',
		'yuv420p',
		'-crf',
		'23',
		'-threads',
		'1',
		'-fps_mode',
		'passthrough',
		'-enc_time_base',
		'-1',
	],
	...['-force_key_frames', 'source', '-g', '100000', '-sc_threshold', '0'],
];

function lowerPriority(pid: number): void {
	try {
		setPriority(pid, 10);
	} catch {
		// It ended already.
	}
}
