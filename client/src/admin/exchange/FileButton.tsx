import { Button } from 'antd';
import { FailureLine, Icon } from '../../components/index.ts';
import { useFile } from './useFile.ts';

type FileButtonProps = Readonly<{
	label: string;
	/** What the file is called when it is saved. */
	name: string;
	make: () => Promise<Blob>;
	primary?: boolean;
}>;

/** Has a file made and saves it. */
export function FileButton({ label, name, make, primary = false }: FileButtonProps) {
	const file = useFile(make);
	return (
		<>
			<Button
				type={primary ? 'primary' : 'default'}
				icon={<Icon name="download" size={18} />}
				loading={file.busy}
				onClick={() => void file.save(name)}
			>
				{label}
			</Button>
			{file.error && <FailureLine code={file.error.code} incident={file.error.incident} />}
		</>
	);
}
