// The planning process: one task, then it is ended.
import { z } from 'zod';
import { serveTask } from '../../platform/taskProcess/serveTask.ts';
import type { PlanningAnswer, PlanningTask } from './messages.ts';
import { explain, propose } from './propose.ts';
import { loadSolver } from './solver.ts';

// From our own server, typed on the way in: only its outer form is looked at again.
const Task = z.custom<PlanningTask>((value) => z.looseObject({ kind: z.string() }).safeParse(value).success);

await serveTask(async (message, port) => {
	const say = (answer: PlanningAnswer): void => port.say(answer);
	const task = Task.parse(message);
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
});
