import './Entry.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Preferences } from '../app/Preferences.tsx';

/** The page of who has not come in yet: the name, one card, what else there is, language and colours. */
export function Entry({ children, links }: { children: ReactNode; links?: ReactNode }) {
	const { t } = useTranslation();
	return (
		<div className="entry">
			<main className="entry__middle">
				<p className="entry__brand">
					<img src="/icon.svg" alt="" />
					{t('product')}
				</p>
				{children}
				{links && <div className="entry__links">{links}</div>}
			</main>
			<footer className="entry__foot">
				<Preferences />
			</footer>
		</div>
	);
}
