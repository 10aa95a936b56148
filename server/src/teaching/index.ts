export { ChatStore, moveChat, teachingMigrations } from './chatStore.ts';
export type { ChatTables } from './chatStore.ts';
export { addQuizRoutes } from './quizRoutes.ts';
export { QuizStore } from './quizStore.ts';
export { quizMigrations } from './quizTables.ts';
export { Quizzes } from './quizzes.ts';
