// Messages that are nearly right: one to three places of a valid one are replaced, removed, added or multiplied.
import fc from 'fast-check';

type Message = Record<string, unknown>;
type Change = (message: Message) => void;

let deep: unknown = 'deep';
for (let depth = 0; depth < 200; depth += 1) deep = { deep };

const odd = fc.oneof(
	fc.constantFrom<unknown>(
		...[null, true, false, 0, -1, 1.5, 1e308, -0, 2 ** 31, 2 ** 53, '', ' ', '0', 'x'.repeat(10_000)],
		...['\u0000', '\u202E', '\uD800', '👩‍🏫', '../..', '__proto__', 'constructor', 'null', '127.0.0.1', '::'],
		...[[], {}, [[]], [null], deep, { type: 'leave' }, { toString: 1 }, { length: 1e9 }],
	),
	fc.jsonValue({ maxDepth: 3 }),
	fc.integer(),
	fc.string({ unit: 'binary', maxLength: 80 }),
);

/** Every place of the message, as the object or list and the key in it. */
const places = (value: unknown): { holder: Record<string, unknown>; key: string }[] => {
	if (typeof value !== 'object' || value === null) return [];
	const holder = value as Record<string, unknown>;
	return Object.keys(holder).flatMap((key) => [{ holder, key }, ...places(holder[key])]);
};

const at = (message: Message, where: number) => {
	const all = places(message);
	return all[where % Math.max(1, all.length)];
};

const replaced = fc.tuple(fc.nat(), odd).map(([where, value]): Change => (message) => {
	const place = at(message, where);
	// A copy: a later change must not put what all messages share into itself.
	if (place !== undefined) place.holder[place.key] = structuredClone(value);
});
const removed = fc.nat().map((where): Change => (message) => {
	const place = at(message, where);
	if (place !== undefined) Reflect.deleteProperty(place.holder, place.key);
});
const added = fc
	.tuple(fc.nat(), fc.string({ maxLength: 12 }), odd)
	.map(([where, name, value]): Change => (message) => {
		const place = at(message, where);
		// A list's length is none of its places: it says how many there are, and refuses what is no number.
		if (place === undefined || (Array.isArray(place.holder) && name === 'length')) return;
		place.holder[name] = structuredClone(value);
	});
const multiplied = fc
	.tuple(fc.nat(), fc.integer({ min: 2, max: 300 }))
	.map(([where, times]): Change => (message) => {
		const lists = places(message).filter(({ holder, key }) => Array.isArray(holder[key]));
		const place = lists[where % Math.max(1, lists.length)];
		if (place === undefined) return;
		const list = place.holder[place.key] as unknown[];
		place.holder[place.key] = Array.from({ length: times }, (_, index): unknown => list[index % list.length]);
	});

/** Turns a valid message into a neighbour of it; the message itself stays. */
export const mutated: fc.Arbitrary<(message: Message) => Message> = fc
	.array(fc.oneof(replaced, replaced, removed, added, multiplied), { minLength: 1, maxLength: 3 })
	.map((changes) => (message) => {
		const copy = structuredClone(message);
		for (const change of changes) change(copy);
		return copy;
	});
