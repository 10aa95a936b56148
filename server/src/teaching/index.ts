export { ChatStore, moveChat, teachingMigrations } from './chatStore.ts';
export type { ChatTables } from './chatStore.ts';
