import './Clock.css';
import { clockText, timeText, wallClock } from '../format/index.ts';
import { useNow } from '../hooks/useNow.ts';

const marks = Array.from({ length: 12 }, (_, hour) => hour);

function Hand({ turn, length, width }: { turn: number; length: number; width: number }) {
	return (
		<line
			className="clock__hand"
			x1="0"
			y1="8"
			x2="0"
			y2={-length}
			strokeWidth={width}
			transform={`rotate(${turn * 360})`}
		/>
	);
}

/** The time in `zone`, to be read from the last row: a face, as on a classroom's wall, and figures. */
export function Clock({ zone }: { zone: string }) {
	const now = useNow(1000);
	const { hour, minute, second } = wallClock(now, zone);
	return (
		<div className="clock" role="timer" aria-label={timeText(now, zone)}>
			<svg className="clock__face" viewBox="-104 -104 208 208" aria-hidden="true">
				<circle className="clock__ring" r="102" />
				{marks.map((mark) => (
					<line
						key={mark}
						className={mark % 3 === 0 ? 'clock__mark clock__mark--quarter' : 'clock__mark'}
						x1="0"
						y1="-94"
						x2="0"
						y2={mark % 3 === 0 ? -80 : -86}
						transform={`rotate(${mark * 30})`}
					/>
				))}
				<Hand turn={(hour + minute / 60) / 12} length={50} width={7} />
				<Hand turn={(minute + second / 60) / 60} length={76} width={4.5} />
				<line className="clock__second" x1="0" y1="16" x2="0" y2="-84" transform={`rotate(${second * 6})`} />
				<circle r="3" fill="var(--accent)" />
			</svg>
			<div className="clock__figures" aria-hidden="true">
				{clockText(now, zone)}
			</div>
		</div>
	);
}
