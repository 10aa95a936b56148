type RowNameProps = Readonly<{
	name: string;
	/** Shown on hover when the name is shortened. */
	whole?: string;
	/** Opens it; without, it is only a name. */
	onClick?: (() => void) | undefined;
}>;

/** What a row is called; opens it where there is something to open. */
export function RowName({ name, whole, onClick }: RowNameProps) {
	const title = whole === undefined || whole === name ? undefined : whole;
	return onClick ? (
		<button type="button" className="admin-name" title={title} onClick={onClick}>
			{name}
		</button>
	) : (
		<span className="admin-name--still" title={title}>
			{name}
		</span>
	);
}
