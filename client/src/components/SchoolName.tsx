import { schoolName } from '../format/index.ts';

type SchoolNameProps = Readonly<{
	name: string;
	/** How many Chinese characters there is room for. */
	width: number;
	/** The county everybody on this page is of: its prefix is left out from the beginning. */
	county?: string | undefined;
}>;

/** A school's name in the fullest form that fits, whole on hover, never cut inside. */
export function SchoolName({ name, width, county }: SchoolNameProps) {
	const short = schoolName(name, width, county);
	return (
		<span className="whole" title={short === name ? undefined : name}>
			{short}
		</span>
	);
}
