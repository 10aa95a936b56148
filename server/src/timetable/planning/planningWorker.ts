// The planning thread: one task, then it ends.
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import type { PlanningAnswer, PlanningTask } from './messages.ts';
import { explain, propose } from './propose.ts';
import { loadSolver } from './solver.ts';

// From our own process, typed on the way in: only its outer form is looked at again.
const Task = z.custom<PlanningTask>((value) => z.looseObject({ kind: z.string() }).safeParse(value).success);

const say = (answer: PlanningAnswer): void => parentPort?.postMessage(answer);

const task = Task.parse(workerData);
const proposal =
	task.kind === 'explain'
		? explain(task.input, task.draft)
		: propose(await loadSolver(), task.input, {
				seconds: task.seconds,
				seed: task.seed,
				now: () => performance.now(),
				onDraft: (draft) => say({ kind: 'draft', draft }),
			});
say({ kind: 'proposal', proposal });
