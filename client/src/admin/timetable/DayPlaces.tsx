// The free and the taken places along the county's day, while a lesson is carried.
import { useTranslation } from 'react-i18next';
import { classes } from '../../components/index.ts';
import { placeIn, spanText, timeOf } from '../bells/bellTimes.ts';
import type { Span } from '../bells/bellTimes.ts';
import type { DayPlace } from './dayPlaces.ts';

export const nameOf = ({ row, span }: DayPlace): string => row.name ?? timeOf(span.from);

/** What is to be said of a place: free, taken and by what, or why it is none. */
export function usePlaceWords(): (place: DayPlace) => string {
	const { t } = useTranslation('timetable');
	return ({ place }) => {
		if (place.kind === 'closed' && place.why) return t('place.closedBy', { reason: place.why.reason });
		if (place.kind !== 'taken') return t(`place.${place.kind}`);
		const { name, title } = place.by;
		return title === null ? t('place.taken', { name }) : t('place.takenBy', { name, title });
	};
}

type PlacesProps = Readonly<{ places: readonly DayPlace[]; axis: Span; shown: DayPlace | undefined }>;

type PlaceButtonsProps = PlacesProps &
	Readonly<{
		/** The lesson was picked up by a key: the next one goes on from its place. */
		focuses: boolean;
		onShow: (place: DayPlace) => void;
		onDrop: (place: DayPlace) => void;
	}>;

const across = (axis: Span, span: Span) => {
	const { start, size } = placeIn(axis, span);
	return { left: `${start}%`, width: `${size}%` };
};

/** Where the hours stand otherwise: a button for each place, with its sign. */
export function PlaceButtons({ places, axis, shown, focuses, onShow, onDrop }: PlaceButtonsProps) {
	const words = usePlaceWords();
	return places.map((place) => (
		<button
			key={place.row.key}
			type="button"
			className={classes('tt-place-button', `tt-place-button--${place.place.kind}`)}
			style={across(axis, place.span)}
			tabIndex={place.row.key === shown?.row.key ? 0 : -1}
			autoFocus={focuses && place.row.key === shown?.row.key}
			data-place={place.place.kind}
			data-row={place.row.key}
			title={`${spanText(place.span)} ${words(place)}`}
			aria-label={`${nameOf(place)} ${spanText(place.span)}，${words(place)}`}
			onFocus={() => onShow(place)}
			onClick={() => onDrop(place)}
		>
			{nameOf(place)}
		</button>
	));
}

/** Each place down through all rows, so that it does not matter in which row the pointer is. */
export function PlaceBands({ places, axis, shown }: PlacesProps) {
	return places.map(({ row, span, place }) => (
		<span
			key={row.key}
			className={classes('tt-band', `tt-band--${place.kind}`, row.key === shown?.row.key && 'tt-band--shown')}
			style={across(axis, span)}
		/>
	));
}

/** What is carried, how it is put down, and what is with the place that is pointed at. */
export function CarryLine({ title, shown }: Readonly<{ title: string; shown: DayPlace | undefined }>) {
	const { t } = useTranslation('timetable');
	const words = usePlaceWords();
	return (
		<div className="tt-carry">
			<p role="status">{t('county.carrying', { name: title })}</p>
			{/* The button that has the focus says the same. */}
			<p
				className={classes('tt-carry__place', shown && `tt-carry__place--${shown.place.kind}`)}
				aria-hidden="true"
			>
				{shown ? `${nameOf(shown)} ${spanText(shown.span)} · ${words(shown)}` : t('county.choose')}
			</p>
		</div>
	);
}
