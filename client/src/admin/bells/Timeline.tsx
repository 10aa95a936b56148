import { useTranslation } from 'react-i18next';
import type { Span } from './bellTimes.ts';
import { hoursAround, hoursIn, placeIn, spanText, timeOf } from './bellTimes.ts';

type Block = Span & Readonly<{ key: string; label: string }>;

/** A day's periods on a line from the first hour to the last; what is drawn is also in the table beside it. */
export function Timeline({ blocks }: { blocks: readonly Block[] }) {
	const { t } = useTranslation('bells');
	const drawn = blocks.filter(({ from, until }) => from < until);
	const frame = hoursAround(drawn);
	return (
		<div className="bells-line" role="img" aria-label={t('timeline')}>
			{hoursIn(frame).map((hour) => (
				<span
					key={hour}
					className="bells-line__hour"
					style={{ left: `${placeIn(frame, { from: hour, until: hour }).start}%` }}
				>
					{timeOf(hour).slice(0, 2)}
				</span>
			))}
			{drawn.map((block) => {
				const { start, size } = placeIn(frame, block);
				return (
					<span
						key={block.key}
						className="bells-line__block"
						style={{ left: `${start}%`, width: `${size}%` }}
						title={spanText(block)}
					>
						{block.label}
					</span>
				);
			})}
		</div>
	);
}
