// /admin/devices?code=ABC234: where the QR code on a classroom's screen leads an administrator's phone.
import { Button, Form } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ClassroomId } from '@classroom/protocol';
import { usePerson } from '../../api/index.ts';
import { Empty, FailureLine } from '../../components/index.ts';
import { schoolName } from '../../format/index.ts';
import { Choice } from '../choices/Choice.tsx';
import { useClassrooms } from '../choices/useAll.ts';
import { Field } from '../form/Field.tsx';
import { isSaidAtFields } from '../form/fieldErrors.ts';
import { FormContext } from '../form/formContext.ts';
import { ListHead } from '../list/ListHead.tsx';
import { useFilters } from '../list/useFilters.ts';
import { CodeField } from './CodeField.tsx';
import { codeText } from './codeText.ts';
import { usePair } from './usePair.ts';

function Paired({ name, onAgain }: Readonly<{ name: string; onAgain: () => void }>) {
	const { t } = useTranslation('admin');
	const navigate = useNavigate();
	return (
		<Empty
			icon="check"
			what={t('devices.paired', { name })}
			button={
				<>
					<Button onClick={onAgain}>{t('devices.another')}</Button>
					<Button type="primary" onClick={() => void navigate('/admin/classrooms')}>
						{t('devices.toClassrooms')}
					</Button>
				</>
			}
		>
			{t('devices.pairedAbout')}
		</Empty>
	);
}

export function PairPage() {
	const { t } = useTranslation('admin');
	const { county } = usePerson();
	const formId = useId();
	const filters = useFilters();
	const classrooms = useClassrooms();
	const [code, setCode] = useState(codeText(filters.get('code') ?? ''));
	const [chosen, setChosen] = useState<ClassroomId | null>(null);
	const [pairedName, setPairedName] = useState<string>();
	const { pair, busy, error } = usePair();
	const options = classrooms.items.map(({ classroomId, school, name }) => ({
		value: classroomId,
		label: `${schoolName(school, 16, county)} · ${name}`,
		found: `${school} ${name}`,
	}));
	const form = useRef<HTMLFormElement>(null);
	// By the QR code the code is there already: the classroom is what is left to say.
	useEffect(() => {
		const inputs = form.current?.querySelectorAll('input') ?? [];
		const [first, second] = inputs;
		(first?.value === '' ? first : second)?.focus();
	}, []);
	const submit = async (): Promise<void> => {
		const name = options.find(({ value }) => value === chosen)?.label ?? '';
		if (await pair(code, chosen, name)) setPairedName(name);
	};
	const again = (): void => {
		setCode('');
		setChosen(null);
		setPairedName(undefined);
		filters.set({ code: undefined });
	};
	if (pairedName !== undefined) return <Paired name={pairedName} onAgain={again} />;
	return (
		<>
			<ListHead title={t('devices.title')} about={t('devices.about')} />
			<form
				ref={form}
				className="admin-form admin-pair"
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					if (!busy) void submit();
				}}
			>
				{error && !isSaidAtFields(error, ['code', 'classroomId']) && (
					<FailureLine code={error.code} incident={error.incident} details={error.details} />
				)}
				<FormContext value={{ formId, error }}>
					<Form layout="vertical" component={false}>
						<CodeField code={code} onChange={setCode} />
						<Field name="classroomId" label={t('devices.classroom')} required>
							{(id) => (
								<Choice
									id={id}
									options={options}
									value={chosen}
									onChange={setChosen}
									placeholder={t('devices.chooseClassroom')}
									search
									loading={classrooms.loading}
								/>
							)}
						</Field>
					</Form>
				</FormContext>
				<Button type="primary" htmlType="submit" loading={busy}>
					{t('devices.pair')}
				</Button>
			</form>
		</>
	);
}
