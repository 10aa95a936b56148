import type { Folds } from './folds.ts';

export const attendanceFolds: Folds<'headcount-taken'> = {
	'headcount-taken': (state, { classroomId, count }, at) => ({
		...state,
		headcounts: [
			...state.headcounts.filter((each) => each.classroomId !== classroomId),
			{ classroomId, count, at },
		],
	}),
};
