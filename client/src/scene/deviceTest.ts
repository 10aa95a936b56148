// What a classroom's test of itself comes to: a mark for each part, and the one thing that its teacher should know. Pure.
import type { DeviceTest } from '@classroom/protocol';

/** `skipped`: was not tried, and why is said. */
export type Mark = 'fine' | 'slow' | 'gone' | 'skipped';

export const cameraMark = ({ result }: DeviceTest['camera']): Mark =>
	result === 'fine' ? 'fine' : result === 'dark' ? 'slow' : 'gone';

export const microphoneMark = ({ result }: DeviceTest['microphone']): Mark =>
	result === 'fine' ? 'fine' : 'gone';

export const loopMark = ({ result }: DeviceTest['loop']): Mark => {
	switch (result) {
		case 'heard':
			return 'fine';
		case 'faint':
		case 'blocked':
			return 'slow';
		case 'unheard':
			return 'gone';
		case 'quiet':
		case 'no-microphone':
		case 'in-lesson':
		case 'failed':
			return 'skipped';
	}
};

export const linkMark = ({ result }: DeviceTest['link']): Mark =>
	result === 'unmeasured' ? 'skipped' : result;

/** What is wrong at a classroom, the worst first: without sound there is no lesson, without a picture there is one. */
export type Trouble =
	| { readonly part: 'microphone'; readonly result: Exclude<DeviceTest['microphone']['result'], 'fine'> }
	| { readonly part: 'loop'; readonly result: 'unheard' | 'blocked' | 'faint' }
	| { readonly part: 'camera'; readonly result: Exclude<DeviceTest['camera']['result'], 'fine'> }
	| { readonly part: 'link'; readonly result: 'slow' };

/** Null: all that was tried is well. */
export const troubleOf = ({ camera, microphone, loop, link }: DeviceTest): Trouble | null => {
	if (microphone.result !== 'fine') return { part: 'microphone', result: microphone.result };
	if (loop.result === 'unheard' || loop.result === 'blocked') return { part: 'loop', result: loop.result };
	if (camera.result !== 'fine') return { part: 'camera', result: camera.result };
	if (link.result === 'slow') return { part: 'link', result: 'slow' };
	return loop.result === 'faint' ? { part: 'loop', result: 'faint' } : null;
};

/** Mbit/s as people say it: one digit behind the point below ten. */
export const megabits = (kbps: number | null): string => {
	const value = (kbps ?? 0) / 1000;
	return value >= 9.95 ? String(Math.round(value)) : value.toFixed(1);
};
