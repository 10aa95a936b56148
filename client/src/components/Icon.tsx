import { icons } from './icons.ts';
import type { IconName } from './icons.ts';

/** A line icon in the colour and size of its text (or `size`, px). Silent: words stand beside or in aria-label. */
export function Icon({ name, size }: { name: IconName; size?: number }) {
	return (
		<svg
			className="icon"
			viewBox="0 0 24 24"
			width={size ?? '1.25em'}
			height={size ?? '1.25em'}
			fill="none"
			stroke="currentColor"
			strokeWidth={2}
			strokeLinecap="round"
			strokeLinejoin="round"
			aria-hidden="true"
			focusable="false"
		>
			{icons[name].map((d) => (
				<path key={d} d={d} />
			))}
		</svg>
	);
}
