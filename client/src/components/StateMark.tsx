import './StateMark.css';
import { useTranslation } from 'react-i18next';
import type { NetworkState } from '@classroom/protocol';
import { classes } from './classes.ts';

/** fine ●, slow ▲, gone ■: a colour never stands alone, one boy in twelve cannot tell red from green. */
function Shape({ state }: { state: NetworkState }) {
	return (
		<svg className="state__shape" viewBox="0 0 12 12" aria-hidden="true">
			{state === 'fine' && <circle cx="6" cy="6" r="5.5" />}
			{state === 'slow' && <path d="M6 .5l6 11H0z" />}
			{state === 'gone' && <path d="M.5.5h11v11H.5z" />}
		</svg>
	);
}

type StateMarkProps = Readonly<{
	state: NetworkState;
	/** Instead of the state's own word; the word is never left out, at most `hideWord` for the eye. */
	word?: string;
	hideWord?: boolean;
	className?: string;
}>;

export function StateMark({ state, word, hideWord = false, className }: StateMarkProps) {
	const { t } = useTranslation('words');
	return (
		<span className={classes('state', `state--${state}`, className)}>
			<Shape state={state} />
			<span className={hideWord ? 'visually-hidden' : undefined}>{word ?? t(`network.${state}`)}</span>
		</span>
	);
}
