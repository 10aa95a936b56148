import { useTranslation } from 'react-i18next';
import type { CalendarEffect } from '@classroom/protocol';
import { Icon } from '../../components/index.ts';
import { useDayText } from '../communities/useDayText.ts';

const MOST_SHOWN = 4;

/** `31 节课取消，12 节课改期`; undefined: no lesson is touched. */
export function useEffectText(): (effect: CalendarEffect) => string | undefined {
	const { t } = useTranslation('calendar');
	return ({ fallAway, move, added, clashing, madeUp }) => {
		const parts = [
			...(fallAway > 0 ? [t('effect.fallAway', { count: fallAway })] : []),
			...(move > 0 ? [t('effect.move', { count: move })] : []),
			...(added > 0 ? [t('effect.added', { count: added })] : []),
			...(clashing > 0 ? [t('effect.clashing', { count: clashing })] : []),
			...(madeUp > 0 ? [t('effect.madeUp', { count: madeUp })] : []),
		];
		return parts.length === 0 ? undefined : parts.join(t('effect.and'));
	};
}

const touched = ({ fallAway, move, added }: CalendarEffect): number => fallAway + move + added;

/** What a change will do to lessons, before it is saved. Undefined: not known yet. */
export function EffectNotice({ effect }: { effect: CalendarEffect | undefined }) {
	const { t } = useTranslation('calendar');
	const dayText = useDayText();
	const effectText = useEffectText();
	const text = effect && effectText(effect);
	const more = effect ? touched(effect) - Math.min(MOST_SHOWN, effect.examples.length) : 0;
	if (!effect || text === undefined) {
		return (
			<p className="calendar-effect" role="status" aria-busy={!effect}>
				{effect ? t('effect.none') : t('effect.asking')}
			</p>
		);
	}
	return (
		<div className="calendar-effect calendar-effect--some" role="status">
			<Icon name="warning" />
			<div>
				<p className="calendar-effect__what">{text}</p>
				<ul>
					{effect.examples.slice(0, MOST_SHOWN).map(({ what, title, day, from }) => (
						<li key={`${what} ${title} ${day}`}>
							{from === null
								? t(`effect.example.${what}`, { title, day: dayText(day) })
								: t('effect.example.from', { title, day: dayText(day), from: dayText(from) })}
						</li>
					))}
					{more > 0 && <li>{t('effect.more', { count: more })}</li>}
				</ul>
			</div>
		</div>
	);
}
