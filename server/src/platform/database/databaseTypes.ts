// The words that the parts of the database share.

export type DatabaseKind = 'sqlite' | 'postgres';

/**
 * A feature's tables. Declare them with `type`, not `interface` (TypeScript gives interfaces no index signature).
 * Instants are integers (UTC milliseconds), booleans are 0 or 1, structured values are JSON text.
 */
export type TableSet = Record<string, Record<string, unknown>>;

/** What the platform itself sees. */
// eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- no tables is what is meant
export type NoTables = Record<never, never>;
