// What its holder has of a lease.

export interface Lease {
	readonly key: string;
	/** False once released, lost or run out. */
	readonly held: boolean;
	/** Renews now, besides doing so by itself every third of its time. False: it is lost. */
	renew(): Promise<boolean>;
	/** Gives it up. Idempotent. */
	release(): Promise<void>;
	/** Called once when somebody else may hold it: stop at once. Not called by `release`. */
	onLost(listener: () => void): void;
}
