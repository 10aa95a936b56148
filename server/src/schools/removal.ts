// Removing what others refer to.
import { AppError, isAppError } from '../platform/index.ts';

/** The database refuses to remove what its rows refer to: then it is still in use. */
export const unlessInUse = async (remove: () => Promise<unknown>): Promise<void> => {
	try {
		await remove();
	} catch (error) {
		throw isAppError(error, 'conflict')
			? new AppError('still-in-use', 'something refers to it', { cause: error })
			: error;
	}
};
