// For tests: a clock that goes on by a thousandth of the limit each time it is looked at, which is once a round of the
// search. What is found then depends on how much was tried, and not on how fast or how busy the machine is.
export const countedClock = (seconds: number): (() => number) => {
	let now = 0;
	return () => (now += seconds);
};
