// The clock in the picture as bits: markers, which source, milliseconds, check bits. Pure; drawn and read elsewhere.

/** Cells of the strip along the picture's upper edge. */
export const COLUMNS = 24;
export const ROWS = 2;
/** Of the picture's height. At 180 lines a cell is still 13 × 16 pixels: it survives any encoder. */
export const STRIP_HEIGHT = 0.18;

const SOURCE_BITS = 4;
/** Enough for 49 days. */
const TIME_BITS = 32;
const CHECK_BITS = 8;
const HEAD = [1, 0] as const;
const TAIL = [0, 1] as const;
const TIME_RANGE = 2 ** TIME_BITS;

export interface ClockReading {
	/** Which camera or screen drew it, 0 to 15. */
	readonly source: number;
	/** Milliseconds since 1970 when it was drawn. */
	readonly at: number;
}

/** One bit a cell, row by row: `COLUMNS * ROWS` of them. */
export const encodeClock = ({ source, at }: ClockReading): number[] => {
	const data = [...bitsOf(source, SOURCE_BITS), ...bitsOf(Math.round(at) % TIME_RANGE, TIME_BITS)];
	return [...HEAD, ...data, ...bitsOf(checkOf(data), CHECK_BITS), ...TAIL];
};

/** `now` tells which 49 days are meant. Null: not a clock, or not readable. */
export const decodeClock = (cells: readonly number[], now: number): ClockReading | null => {
	const from = HEAD.length;
	const data = cells.slice(from, from + SOURCE_BITS + TIME_BITS);
	const check = cells.slice(from + data.length, from + data.length + CHECK_BITS);
	const framed = [...HEAD, ...data, ...bitsOf(checkOf(data), CHECK_BITS), ...TAIL];
	if (check.length < CHECK_BITS || framed.some((bit, place) => bit !== cells[place])) return null;
	const base = Math.floor(now / TIME_RANGE) * TIME_RANGE;
	const at = base + numberOf(data.slice(SOURCE_BITS));
	const shift = at - now > TIME_RANGE / 2 ? -TIME_RANGE : now - at > TIME_RANGE / 2 ? TIME_RANGE : 0;
	return { source: numberOf(data.slice(0, SOURCE_BITS)), at: at + shift };
};

/** Most significant first; beyond 32 bits too, so no bit operators. */
const bitsOf = (value: number, count: number): number[] =>
	Array.from({ length: count }, (_, place) => Math.floor(value / 2 ** (count - 1 - place)) % 2);

const numberOf = (bits: readonly number[]): number => bits.reduce((value, bit) => value * 2 + bit, 0);

/** CRC-8, polynomial x⁸ + x² + x + 1, begun with ones so that an all-black strip is no clock. */
const checkOf = (bits: readonly number[]): number =>
	bits.reduce((crc, bit) => {
		const carry = ((crc >> 7) & 1) ^ bit;
		return ((crc << 1) & 0xff) ^ (carry === 1 ? 0x07 : 0);
	}, 0xff);
