import type { Folds } from './folds.ts';
import { unchanged } from './folds.ts';

export const teachingFolds: Folds<'scene-chosen' | 'chat-posted'> = {
	'scene-chosen': (state, { layout }) => ({ ...state, scene: layout }),
	'chat-posted': unchanged,
};
