import type { Folds } from './folds.ts';
import { unchanged } from './folds.ts';

export const noteFolds: Folds<'note-posted'> = { 'note-posted': unchanged };
