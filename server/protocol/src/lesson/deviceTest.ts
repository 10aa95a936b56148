// What a classroom's device found of itself before the lesson: numbers and words for findings, never a device's name.
import { z } from 'zod';
import { ClassroomId, Instant } from '../ids.ts';

/** Why a device gives nothing: it is not there, the browser may not, another program has it, it does not start. */
const unusable = ['missing', 'refused', 'busy', 'failed'] as const;

const Decibels = z.number().min(-200).max(20);

export const CameraTest = z.object({
	/** `dark`: nothing is to be seen; `frozen`: the same picture again and again. */
	result: z.enum(['fine', 'dark', 'frozen', ...unusable]),
	/** Mean brightness of the picture, 0 (black) to 255; null: there is no picture. */
	brightness: z.number().min(0).max(255).nullable(),
	/** How much of it changes from one picture to the next, mean of 0 to 255; null: there is no picture. */
	change: z.number().min(0).max(255).nullable(),
});
export type CameraTest = z.infer<typeof CameraTest>;

export const MicrophoneTest = z.object({
	/** `silent`: no room is so quiet; the microphone is switched off, or not really plugged in. */
	result: z.enum(['fine', 'silent', ...unusable]),
	/** Mean level, dB below full scale; null: not measured. */
	level: Decibels.nullable(),
});
export type MicrophoneTest = z.infer<typeof MicrophoneTest>;

export const LoopTest = z.object({
	/**
	 * Whether the microphone hears the loudspeaker. Not tried: `quiet`, this device is not to make a sound by itself;
	 * `blocked`, the browser plays nothing before somebody touches it; `no-microphone`; `in-lesson`.
	 */
	result: z.enum(['heard', 'faint', 'unheard', 'quiet', 'blocked', 'no-microphone', 'in-lesson', 'failed']),
	/** Level at which the sweep came back, dB below full scale; null: it did not. */
	level: Decibels.nullable(),
	/** From the loudspeaker's start to the microphone, with everything on the way, ms; null: not heard. */
	echoMs: z.number().min(0).max(5_000).nullable(),
});
export type LoopTest = z.infer<typeof LoopTest>;

const Kbps = z.number().min(0).max(1_000_000);

export const LinkTest = z.object({
	/** `slow`: less than a lesson needs; `unmeasured`: a lesson runs here, or the connection went away. */
	result: z.enum(['fine', 'slow', 'unmeasured']),
	/** kbit/s from and to the server; null: not measured. */
	downKbps: Kbps.nullable(),
	upKbps: Kbps.nullable(),
	/** ms; null: not measured. */
	roundTripMs: z.number().min(0).max(60_000).nullable(),
	/** 0 to 1, of the sound and pictures that went over the link meanwhile; null: none did. */
	lossRatio: z.number().min(0).max(1).nullable(),
});
export type LinkTest = z.infer<typeof LinkTest>;

export const DeviceTest = z.object({
	camera: CameraTest,
	microphone: MicrophoneTest,
	loop: LoopTest,
	link: LinkTest,
});
export type DeviceTest = z.infer<typeof DeviceTest>;

/** The last test of a classroom. */
export const DeviceTestResult = DeviceTest.extend({ classroomId: ClassroomId, at: Instant });
export type DeviceTestResult = z.infer<typeof DeviceTestResult>;
