import type { Folds } from './folds.ts';

export const deviceFolds: Folds<'device-tested'> = {
	'device-tested': (state, { classroomId, test }, at) => ({
		...state,
		deviceTests: [
			...state.deviceTests.filter((each) => each.classroomId !== classroomId),
			{ ...test, classroomId, at },
		],
	}),
};
