export { ChatStore, teachingMigrations } from './chatStore.ts';
