// `npm run load -- NAME [--json]`: prints each figure with its baseline and ratio; exits 0 only if the bounds hold.
import type { Figure, Result } from './figures.ts';

const benchmarks: Record<string, () => Promise<{ run: () => Promise<Result> }>> = {
	media: () => import('./media/main.ts'),
	join: () => import('./join/main.ts'),
	page: () => import('./page.ts'),
	timetablePage: () => import('./timetablePage.ts'),
	recorder: () => import('./recorder.ts'),
	planner: () => import('./planner.ts'),
	timetable: () => import('./timetable/main.ts'),
	importing: () => import('./importing/main.ts'),
	network: () => import('./network/main.ts'),
};

const number = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));

const line = (figure: Figure): string => {
	const baseline = figure.baseline === null ? '' : `, baseline ${number(figure.baseline)} ${figure.unit}`;
	const ratio = figure.ratio === null ? '' : `, ratio ${number(figure.ratio)}`;
	const spread = ` (${number(figure.spread[0])} to ${number(figure.spread[1])})`;
	const bound = figure.bound === null ? '' : `, at most ${figure.bound}`;
	return `${figure.ok ? 'ok  ' : 'FAIL'} ${figure.name}: ${number(figure.value)} ${figure.unit}${baseline}${ratio}${spread}${bound}`;
};

const [name = '', ...flags] = process.argv.slice(2);
const load = benchmarks[name];
if (load === undefined) {
	console.error(`npm run load -- NAME [--json], where NAME is one of ${Object.keys(benchmarks).join(', ')}`);
	process.exit(2);
}
const { run } = await load();
const result = await run();
if (flags.includes('--json')) {
	console.log(JSON.stringify({ benchmark: name, ...result }));
} else {
	for (const note of result.notes ?? []) console.log(note);
	for (const figure of result.figures) console.log(line(figure));
}
process.exit(result.figures.every((figure) => figure.ok) ? 0 : 1);
