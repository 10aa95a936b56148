import './Button.css';
import type { ButtonHTMLAttributes, Ref } from 'react';
import { Link } from 'react-router';
import { classes } from './classes.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

/** `primary`: the one thing to do here; `danger`: ends or deletes; `quiet`: without a frame. */
export type ButtonKind = 'plain' | 'primary' | 'danger' | 'quiet';

type Look = Readonly<{ kind?: ButtonKind; size?: 'normal' | 'small'; icon?: IconName }>;

function look({ kind = 'plain', size = 'normal' }: Look, iconOnly: boolean, className?: string): string {
	return classes(
		'button',
		kind !== 'plain' && `button--${kind}`,
		size === 'small' && 'button--small',
		iconOnly && 'button--icon-only',
		className,
	);
}

type ButtonProps = Look &
	ButtonHTMLAttributes<HTMLButtonElement> & {
		/** What it does, for one without words or with too few. */
		label?: string;
		/** A switch: on or off. */
		pressed?: boolean;
		/** Works on it: cannot be pressed again, keeps the focus. */
		busy?: boolean;
		ref?: Ref<HTMLButtonElement>;
	};

/** A button; `label` is needed (and shown on hover) when it has only an icon. */
export function Button(props: ButtonProps) {
	const { kind, size, icon, label, pressed, busy = false, className, children, onClick, ...rest } = props;
	const iconOnly = children === undefined;
	return (
		<button
			type="button"
			{...rest}
			className={look({ ...(kind && { kind }), ...(size && { size }) }, iconOnly, className)}
			aria-label={label ?? rest['aria-label']}
			title={rest.title ?? (iconOnly ? label : undefined)}
			aria-pressed={pressed}
			aria-busy={busy || undefined}
			aria-disabled={busy || rest['aria-disabled']}
			onClick={(event) => {
				if (busy) event.preventDefault();
				else onClick?.(event);
			}}
		>
			{icon && <Icon name={icon} />}
			{children}
		</button>
	);
}

type ButtonLinkProps = Look & { to: string; className?: string; children: React.ReactNode; reload?: boolean };

/** A link that looks like a button: goes to another page. `reload` loads it anew. */
export function ButtonLink({ to, reload = false, icon, className, children, ...rest }: ButtonLinkProps) {
	return (
		<Link to={to} reloadDocument={reload} className={look(rest, false, className)}>
			{icon && <Icon name={icon} />}
			{children}
		</Link>
	);
}
