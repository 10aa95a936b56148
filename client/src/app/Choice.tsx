import { Button } from '../components/index.ts';

type ChoiceProps<T extends string> = Readonly<{
	legend: string;
	options: readonly { value: T; text: string; lang?: string }[];
	value: T;
	onChoose: (value: T) => void;
}>;

/** One of two or three, all in sight. */
export function Choice<T extends string>({ legend, options, value, onChoose }: ChoiceProps<T>) {
	return (
		<fieldset className="choice">
			<legend className="choice__legend">{legend}</legend>
			<div className="choice__options">
				{options.map((option) => (
					<Button
						key={option.value}
						size="small"
						lang={option.lang}
						pressed={option.value === value}
						onClick={() => onChoose(option.value)}
					>
						{option.text}
					</Button>
				))}
			</div>
		</fieldset>
	);
}
