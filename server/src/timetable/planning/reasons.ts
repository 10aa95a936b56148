// Why a need could not be placed: every lesson that one may think of is tried, and the rules it breaks are noted. What
// is said is so: with just these rules lifted for it, that lesson fits.
import type { County } from './county.ts';
import { plainly } from './draft.ts';
import { insertNeed } from './insertion.ts';
import type { Need } from './input.ts';
import { Ledger } from './ledger.ts';
import type { Relaxation, Rule, Unplaced } from './proposal.ts';

/** No more than these are told of a need. */
const MOST_TOLD = 8;

/** `ledger`: the plan, to which nothing can be added without breaking a rule. */
export const unplacedIn = (ledger: Ledger): Unplaced[] =>
	ledger.county.input.needs
		.filter((need) => ledger.of(need).size < need.lessonsAWeek)
		.map((need) => {
			const alone = new Ledger(ledger.county);
			insertNeed(alone, need, () => 0, 0);
			const possibleAlone = alone.of(need).size;
			const isAlone = possibleAlone < need.lessonsAWeek;
			return {
				needId: need.id,
				missing: need.lessonsAWeek - ledger.of(need).size,
				possibleAlone,
				why: isAlone ? ('alone' as const) : ('together' as const),
				relaxations: relaxationsFor(isAlone ? alone : ledger, need),
			};
		});

const relaxationsFor = (ledger: Ledger, need: Need): Relaxation[] => {
	let least: Relaxation[] = [];
	for (const { rules, example } of thinkable(ledger, need)) {
		if (least.some((known) => isSubset(known.rules, rules))) continue;
		least = [...least.filter((known) => !isSubset(rules, known.rules)), { rules, example }];
	}
	return least.toSorted((a, b) => a.rules.length - b.rules.length).slice(0, MOST_TOLD);
};

function* thinkable(ledger: Ledger, need: Need): Generator<Relaxation> {
	const county: County = ledger.county;
	const taken = [...ledger.of(need)].map(({ slot }) => slot);
	for (const option of county.allOptions(need)) {
		const had = [...ledger.of(need)].find((each) => isSame(each.option, option))?.option ?? option;
		for (const slot of county.weeks.get(option.teacher)?.slots ?? []) {
			// Its own other lessons are no reason: nobody wants two at once.
			if (taken.some(({ cells }) => cells.some((cell) => slot.cells.includes(cell)))) continue;
			const rules = ledger.broken({ option: had, slot });
			const { teacherId, communityId, classroomId, slot: plain } = plainly({ option, slot });
			yield { rules, example: { teacherId, communityId, classroomId, slot: plain } };
		}
	}
}

const isSame = (one: ReturnType<County['allOptions']>[number], other: typeof one): boolean =>
	one.teacher === other.teacher &&
	one.communityId === other.communityId &&
	one.classroomId === other.classroomId;

const isSubset = (some: readonly Rule[], of: readonly Rule[]): boolean =>
	some.every((rule) => of.includes(rule));
