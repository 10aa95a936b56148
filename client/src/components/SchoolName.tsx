import { schoolName } from '../format/index.ts';

/** A school's name in the fullest form that fits `width` Chinese characters, whole on hover, never cut inside. */
export function SchoolName({ name, width, county }: { name: string; width: number; county?: string }) {
	const short = schoolName(name, width, county);
	return (
		<span className="whole" title={short === name ? undefined : name}>
			{short}
		</span>
	);
}
