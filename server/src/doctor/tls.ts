// Browsers give camera and microphone only to pages that came by HTTPS, or from their own machine.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { messageOf } from '../platform/index.ts';
import type { Config } from '../platform/index.ts';
import { isLoopback } from './address.ts';
import { ok, problem, warning } from './finding.ts';
import type { Finding } from './finding.ts';

type TlsKeys = Pick<Config, 'HOST' | 'PUBLIC_URL' | 'TLS_CERT' | 'TLS_KEY'>;

const about = 'TLS';
const dayMs = 24 * 60 * 60 * 1000;
const renewalDays = 14;
const limitMs = 5000;

export const checkTls = async (config: TlsKeys, now: number = Date.now()): Promise<Finding> => {
	const { TLS_CERT, TLS_KEY, PUBLIC_URL, HOST } = config;
	if (TLS_CERT !== undefined && TLS_KEY !== undefined)
		return await checkFiles(TLS_CERT, TLS_KEY, config, now);
	if (PUBLIC_URL?.startsWith('https:') === true) return await checkSite(new URL(PUBLIC_URL), now);
	const host = PUBLIC_URL === undefined ? HOST : new URL(PUBLIC_URL).hostname;
	return isLoopback(host)
		? ok(about, 'not needed: browsers on this machine only')
		: problem(
				about,
				`Browsers open ${host} without TLS and will not give it camera and microphone.`,
				'Start with npm start -- --lan, set TLS_CERT and TLS_KEY, or put a proxy with TLS before it (docker-compose.yml).',
			);
};

const checkFiles = async (cert: string, key: string, config: TlsKeys, now: number): Promise<Finding> => {
	try {
		const certificate = new X509Certificate(await readFile(cert));
		if (!certificate.checkPrivateKey(createPrivateKey(await readFile(key)))) {
			return problem(
				about,
				`${key} is not the key of ${cert}.`,
				'Let TLS_CERT and TLS_KEY name files that belong together.',
			);
		}
		const host = config.PUBLIC_URL === undefined ? undefined : new URL(config.PUBLIC_URL).hostname;
		return judge(certificate, host, now);
	} catch (error) {
		return problem(
			about,
			`The certificate cannot be used: ${messageOf(error)}`,
			'Correct TLS_CERT and TLS_KEY.',
		);
	}
};

/** `host`: the name or address that browsers use, if known. */
export const judge = (certificate: X509Certificate, host: string | undefined, now: number): Finding => {
	const days = Math.floor((Date.parse(certificate.validTo) - now) / dayMs);
	if (Date.parse(certificate.validFrom) > now) {
		return problem(
			about,
			`The certificate is valid only from ${certificate.validFrom}.`,
			"See that this machine's clock is right.",
		);
	}
	if (days < 0) return problem(about, `The certificate ended on ${certificate.validTo}.`, 'Renew it.');
	if (host !== undefined && !isFor(certificate, host)) {
		const names = certificate.subjectAltName ?? certificate.subject;
		return problem(
			about,
			`The certificate is for ${names}, not for ${host}.`,
			'Get one for the name in PUBLIC_URL.',
		);
	}
	if (days < renewalDays) return warning(about, `The certificate ends in ${days} days.`, 'Renew it.');
	return certificate.issuer === certificate.subject
		? warning(
				about,
				`The certificate is good for ${days} days, but signed by itself: browsers warn once on each device.`,
				'For more than a trial get one from an authority that the devices trust.',
			)
		: ok(about, `the certificate is good for ${days} more days`);
};

const isFor = (certificate: X509Certificate, host: string): boolean =>
	(isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host)) !== undefined;

const checkSite = (url: URL, now: number): Promise<Finding> =>
	new Promise((resolve) => {
		const port = Number(url.port === '' ? 443 : url.port);
		const options = { host: url.hostname, port, servername: url.hostname, rejectUnauthorized: false };
		const socket = connect({ ...options, timeout: limitMs }, () => {
			const certificate = socket.getPeerX509Certificate();
			resolve(
				certificate === undefined
					? problem(
							about,
							`${url.origin} shows no certificate.`,
							'See to the proxy that has the certificate.',
						)
					: judge(certificate, url.hostname, now),
			);
			socket.destroy();
		});
		const unreachable = (reason: string): void => {
			socket.destroy();
			const todo = 'Start the proxy that has the certificate, or correct PUBLIC_URL.';
			resolve(warning(about, `${url.origin} cannot be reached from here (${reason}).`, todo));
		};
		socket.once('timeout', () => unreachable('it did not answer'));
		socket.once('error', (error) => unreachable(messageOf(error)));
	});
