// What the features may use of the platform. No word of the domain below this folder.
export * from './errors.ts';
export * from './errorAnswer.ts';
export * from './clock.ts';
export * from './fakeClock.ts';
export * from './ids.ts';
export * from './log.ts';
export * from './metrics.ts';
export * from './config.ts';
export * from './database/database.ts';
export { connectSqlite } from './database/sqlite.ts';
export { databaseError } from './database/databaseErrors.ts';
export type { Migration } from './database/migrations.ts';
export { inTransaction } from './database/transaction.ts';
