// What one kind of database does for a server's presence.

/** `alone`: nobody else may work on the database; `together`: others may that come together too. */
export type Company = 'alone' | 'together';

export interface PresenceLock {
	/** False: somebody is in the way. */
	take(): Promise<boolean>;
	close(): Promise<void>;
}
