// What browsers may do with our pages: everything from this server, nothing from anywhere else.
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** `https`: whether browsers reach us by HTTPS with a certificate they trust. */
export const securityHeaders = (https: boolean): RequestHandler[] => [
	helmet({
		contentSecurityPolicy: {
			useDefaults: false,
			directives: {
				defaultSrc: ["'self'"],
				scriptSrc: ["'self'"],
				// Ant Design writes its styles into <style> elements.
				styleSrc: ["'self'", "'unsafe-inline'"],
				imgSrc: ["'self'", 'data:', 'blob:'],
				fontSrc: ["'self'", 'data:'],
				mediaSrc: ["'self'", 'blob:'],
				// hls.js runs its worker from a blob.
				workerSrc: ["'self'", 'blob:'],
				connectSrc: ["'self'"],
				objectSrc: ["'none'"],
				baseUri: ["'self'"],
				formAction: ["'self'"],
				frameAncestors: ["'none'"],
			},
		},
		strictTransportSecurity: https,
		referrerPolicy: { policy: 'same-origin' },
	}),
	(_request, response, next) => {
		response.setHeader(
			'Permissions-Policy',
			'camera=(self), microphone=(self), display-capture=(self), fullscreen=(self), autoplay=(self), ' +
				'screen-wake-lock=(self), geolocation=(), payment=(), usb=(), serial=()',
		);
		next();
	},
];
