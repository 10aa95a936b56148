import { expect, test } from 'vitest';
import { addressToOpen } from './addressToOpen.ts';

test.each([
	[{ HOST: '127.0.0.1' }, 'http://127.0.0.1:4321'],
	[{ HOST: '0.0.0.0' }, 'http://127.0.0.1:4321'],
	[{ HOST: '::', TLS_CERT: '/cert.pem' }, 'https://127.0.0.1:4321'],
	[{ HOST: '::1' }, 'http://[::1]:4321'],
	[{ HOST: '0.0.0.0', PUBLIC_URL: 'https://class.example' }, 'https://class.example'],
])('%o is opened at %s', (config, address) => {
	expect(addressToOpen(config, 4321)).toBe(address);
});
