import { Form } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../hooks/useErrorWords.ts';
import { errorAt } from './fieldErrors.ts';
import { useForm } from './formContext.ts';

type FieldProps = Readonly<{
	/** As the contract calls it, such as `receivingClassroomIds`. */
	name: string;
	label: string;
	hint?: ReactNode;
	required?: boolean;
	/** Gets the id that the label points to. */
	children: (id: string) => ReactNode;
}>;

/** A field with its label, hint, and what the contract or the server says is wrong with it. */
export function Field({ name, label, hint, required = false, children }: FieldProps) {
	const { t } = useTranslation('words');
	const errorWords = useErrorWords();
	const { formId, error } = useForm();
	const id = `${formId}-${name}`;
	const wrong = errorAt(error, name);
	const words =
		wrong?.kind === 'issue'
			? t(`issue.${wrong.code}`)
			: wrong && errorWords({ code: wrong.code, details: error?.details });
	return (
		<Form.Item
			label={label}
			htmlFor={id}
			required={required}
			{...(wrong && { validateStatus: 'error' as const, help: words })}
			{...(hint !== undefined && { extra: hint })}
		>
			{children(id)}
		</Form.Item>
	);
}
