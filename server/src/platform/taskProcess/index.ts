export { serveTask } from './serveTask.ts';
export type { TaskPort } from './serveTask.ts';
export { TaskProcess } from './taskProcess.ts';
export type { TaskDeath } from './taskProcess.ts';
