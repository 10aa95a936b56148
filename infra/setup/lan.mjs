// `npm start -- --lan`: the server for the local network. Browsers give camera and microphone only to pages that
// came by HTTPS, so it has a certificate of its own, kept in the data folder, for this machine's addresses.
import { X509Certificate } from 'node:crypto';
import fs from 'node:fs';
import { isIP } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { say, SetupError } from './say.mjs';

const dayMs = 24 * 60 * 60 * 1000;
/** Apple's devices accept no more than 825 days. */
const validityMs = 800 * dayMs;
const renewalMs = 30 * dayMs;

/** Interfaces of containers and virtual machines; no classroom is behind these. */
const virtual = /^(docker|br-|veth|virbr|vmnet|vboxnet|cni|flannel|podman|lxc)/;

/** @returns {string[]} The machine's IPv4 addresses on local networks, the likeliest first. */
export function lanAddresses() {
	const found = Object.entries(os.networkInterfaces()).flatMap(([name, addresses]) =>
		(addresses ?? [])
			.filter((address) => address.family === 'IPv4' && !address.internal)
			.map(({ address }) => ({ address, rank: (virtual.test(name) ? 2 : 0) + (isPrivate(address) ? 0 : 1) })),
	);
	return found.sort((a, b) => a.rank - b.rank).map(({ address }) => address);
}

/** @param {string} address */
function isPrivate(address) {
	return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address);
}

/**
 * @param {import('./configuration.mjs').Configuration} configuration What holds without --lan.
 * @returns {Promise<NodeJS.ProcessEnv>} The variables to add; what was configured stays.
 */
export async function lanEnvironment(configuration) {
	const addresses = lanAddresses();
	const announced = configuration.MEDIA_ANNOUNCED_ADDRESS ?? addresses[0];
	if (announced === undefined) {
		throw new SetupError('This machine is on no local network. Connect it, or start it without --lan.');
	}
	const names = [...new Set([announced, ...addresses, '127.0.0.1', 'localhost'])];
	const certificate =
		configuration.TLS_CERT === undefined
			? await certificateFor(names, path.join(configuration.DATA_DIR, 'tls'))
			: {};
	return {
		HOST: unlessLoopback(configuration.HOST),
		MEDIA_LISTEN_IP: unlessLoopback(configuration.MEDIA_LISTEN_IP),
		MEDIA_ANNOUNCED_ADDRESS: announced,
		PUBLIC_URL: configuration.PUBLIC_URL ?? `https://${announced}:${configuration.PORT}`,
		// By itself a server for others would be no demonstration; --lan changes only who can reach it.
		MODE: configuration.MODE,
		...certificate,
	};
}

/** @param {string} address */
function unlessLoopback(address) {
	return address === '127.0.0.1' || address === 'localhost' ? '0.0.0.0' : address;
}

/**
 * @param {string[]} addresses IP addresses or a host name that browsers will use.
 * @param {string} folder
 */
async function certificateFor(addresses, folder) {
	const TLS_CERT = path.join(folder, 'lan-certificate.pem');
	const TLS_KEY = path.join(folder, 'lan-key.pem');
	if (!isGood(TLS_CERT, addresses) || !fs.existsSync(TLS_KEY)) {
		say(`Making a certificate for ${addresses.join(', ')}.`);
		const { generate } = await import('selfsigned');
		const now = Date.now();
		const pair = await generate([{ name: 'commonName', value: 'Smart Cloud Classroom' }], {
			keyType: 'ec',
			algorithm: 'sha256',
			notBeforeDate: new Date(now - dayMs),
			notAfterDate: new Date(now + validityMs),
			extensions: [
				{ name: 'basicConstraints', cA: false },
				{ name: 'keyUsage', digitalSignature: true },
				{ name: 'extKeyUsage', serverAuth: true },
				{ name: 'subjectAltName', altNames: alternativeNames(addresses) },
			],
		});
		fs.mkdirSync(folder, { recursive: true });
		fs.writeFileSync(TLS_KEY, pair.private, { mode: 0o600 });
		fs.writeFileSync(TLS_CERT, pair.cert);
	}
	return { TLS_CERT, TLS_KEY };
}

/**
 * @param {string[]} addresses
 * @returns {import('selfsigned').SubjectAltNameEntry[]}
 */
function alternativeNames(addresses) {
	return addresses.map((name) => (isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name }));
}

/**
 * @param {string} file
 * @param {string[]} addresses
 */
function isGood(file, addresses) {
	if (!fs.existsSync(file)) {
		return false;
	}
	const certificate = new X509Certificate(fs.readFileSync(file));
	return (
		Date.parse(certificate.validTo) - Date.now() > renewalMs &&
		addresses.every(
			(name) => (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined,
		)
	);
}
