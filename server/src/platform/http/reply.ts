// What a handler may add to its JSON answer.
import type { Response } from 'express';

export interface Reply {
	/**
	 * Sets a cookie that scripts cannot read and other sites cannot send (`HttpOnly`, `SameSite=Strict`), `Secure`
	 * over HTTPS. Without `maxAgeMs` it ends with the browser.
	 */
	setCookie(name: string, value: string, options?: { maxAgeMs?: number }): void;
	clearCookie(name: string): void;
	setHeader(name: string, value: string): void;
}

export const replyOn = (response: Response): Reply => {
	const common = () =>
		({ httpOnly: true, sameSite: 'strict', secure: response.req.secure, path: '/' }) as const;
	return {
		setCookie: (name, value, { maxAgeMs } = {}) =>
			void response.cookie(name, value, {
				...common(),
				...(maxAgeMs === undefined ? {} : { maxAge: maxAgeMs }),
			}),
		clearCookie: (name) => void response.clearCookie(name, common()),
		setHeader: (name, value) => void response.setHeader(name, value),
	};
};
