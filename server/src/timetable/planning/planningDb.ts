// The database as planning sees it: the timetable's tables and its own.
import type { Kysely, Transaction } from 'kysely';
import type { TimetableTables } from '../lessonTables.ts';
import type { PlanningTables } from './proposalTables.ts';

export type PlanningDb = Kysely<TimetableTables & PlanningTables>;
export type PlanningTransaction = Transaction<TimetableTables & PlanningTables>;
