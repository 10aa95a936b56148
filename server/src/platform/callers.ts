// Who calls, and what they may: the platform asks, the identity feature answers. HTTP and sockets share this.

/** What a request or a socket brings along to say who it is. */
export interface Credentials {
	readonly cookies: Readonly<Record<string, string | undefined>>;
	/** `Authorization: Bearer …`, or the service token of a socket's `auth`. */
	readonly bearer: string | undefined;
	/** The network address, for rate limits only: never logged, never shown. */
	readonly address: string;
	readonly userAgent: string;
	/** Whether a person is behind it; false: the page or the program asks by itself. */
	readonly attended: boolean;
}

export interface Callers<Caller extends object> {
	/** The caller, or the anonymous one. Throws an AppError when the credentials themselves are the trouble. */
	authenticate(credentials: Credentials): Promise<Caller>;
	isAnonymous(caller: Caller): boolean;
	/**
	 * What the CSRF token is bound to when the browser sends the credentials by itself (a cookie);
	 * undefined for bearers of tokens and the anonymous.
	 */
	csrfSession(caller: Caller): string | undefined;
	/** Ids for the log: no names, no secrets. */
	describe(caller: Caller): Readonly<Record<string, string>>;
}

/** Who may use a route or send a request. A handler is given the caller as the kind that was admitted. */
export interface Access<Caller extends object, Granted extends Caller = Caller> {
	/** As the table of permissions shows it: `teacher, assistant`. */
	readonly name: string;
	/** The caller, if admitted. What depends on the lesson or school in question is the handler's to refuse. */
	admit(caller: Caller): Granted | undefined;
}

/** For what anybody may see: the sign-in page's data, health. */
export const everyone = <Caller extends object>(): Access<Caller> => ({
	name: 'everyone',
	admit: (caller) => caller,
});
