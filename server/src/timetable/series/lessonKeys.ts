// What the lessons of a series are known by.

/**
 * Which lesson of the plan it is, whenever it is given: week, weekday and period, such as `3-4-2`; a second one, where
 * a make-up day repeats a day that has its lessons too, is `3-4-2-2`.
 */
export type SlotKey = string;

/** Why a lesson does not take place: somebody cancelled it, or it fell away. */
export type CancelCause = 'person' | 'calendar' | 'series' | 'clash';
