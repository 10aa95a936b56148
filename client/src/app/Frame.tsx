import './Frame.css';
import { useCallback, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink } from 'react-router';
import { asApiError, usePerson, useSignOut } from '../api/index.ts';
import { Button, ButtonLink, classes, toastError } from '../components/index.ts';
import { useDismiss } from '../hooks/useDismiss.ts';
import { Preferences } from './Preferences.tsx';

function AccountMenu() {
	const { t } = useTranslation(['common', 'words']);
	const person = usePerson();
	const signOut = useSignOut();
	const [open, setOpen] = useState(false);
	const menu = useRef<HTMLDivElement>(null);
	const close = useCallback(() => setOpen(false), []);
	useDismiss(menu, open, close);
	const role = t(`words:role.${person.role}`);
	return (
		<div className="menu" ref={menu}>
			<Button
				kind="quiet"
				icon="person"
				aria-expanded={open}
				title={t('nav.account')}
				onClick={() => setOpen(!open)}
			>
				<span className="menu__person">
					{person.name}
					<small>{person.school ? `${person.school} · ${role}` : role}</small>
				</span>
			</Button>
			{open && (
				<div className="menu__panel">
					<Preferences />
					<div className="menu__buttons">
						<ButtonLink kind="quiet" icon="calendar" to="/account/calendar">
							{t('nav.calendar')}
						</ButtonLink>
						<ButtonLink kind="quiet" icon="key" to="/account/password">
							{t('nav.password')}
						</ButtonLink>
						<Button
							kind="quiet"
							icon="sign-out"
							onClick={() => void signOut().catch((error: unknown) => toastError(asApiError(error).code))}
						>
							{t('nav.signOut')}
						</Button>
					</div>
				</div>
			)}
		</div>
	);
}

/** The bar over every page of a person's that is not a live lesson or a replay, and the page below it. */
export function Frame({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
	const { t } = useTranslation();
	const person = usePerson();
	const administrator = ['county-admin', 'school-admin', 'inspector'].includes(person.role);
	const looksUp = administrator || person.role === 'teacher' || person.role === 'assistant';
	return (
		<div className="frame">
			<a className="button button--primary frame__skip" href="#content">
				{t('skip')}
			</a>
			<header className={classes('frame__bar', looksUp && 'frame__bar--links')}>
				<Link className="frame__product" to="/">
					<img className="frame__mark" src="/icon.svg" alt="" />
					<span className="frame__name">{t('product')}</span>
					<span className="frame__county">{person.county}</span>
				</Link>
				<nav className="frame__links" aria-label={t('nav.label')}>
					{looksUp && (
						<>
							<NavLink className="frame__link" to="/" end>
								{t('nav.today')}
							</NavLink>
							<NavLink className="frame__link" to="/admin">
								{administrator ? t('nav.admin') : t('nav.lessons')}
							</NavLink>
						</>
					)}
				</nav>
				<AccountMenu />
			</header>
			<main className={classes('frame__page', wide && 'frame__page--wide')} id="content" tabIndex={-1}>
				{children}
			</main>
		</div>
	);
}
