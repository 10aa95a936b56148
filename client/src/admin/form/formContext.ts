import { createContext, useContext } from 'react';
import type { ApiError } from '../../api/index.ts';

export type FormState = Readonly<{ formId: string; error: ApiError | undefined }>;

export const FormContext = createContext<FormState>({ formId: 'form', error: undefined });

export function useForm(): FormState {
	return useContext(FormContext);
}
