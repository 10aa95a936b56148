import { expect, test } from 'vitest';
import { deviceName } from './deviceName.ts';

test.each([
	[
		'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36',
		'Chrome 128 · Windows',
	],
	[
		'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36 Edg/128.0.1',
		'Edge 128 · Linux',
	],
	[
		'Mozilla/5.0 (Linux; Android 13; X) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/110.0.0.0 Safari/537.36',
		'Chrome 110 · Android',
	],
	['Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0', 'Firefox 130 · Linux'],
	['<script>alert(1)</script>', '? · ?'],
	['', '? · ?'],
])('%s', (userAgent, name) => {
	expect(deviceName(userAgent)).toBe(name);
});
