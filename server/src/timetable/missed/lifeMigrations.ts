// What is kept of lessons that did not take place.
import { MissedReason } from '@classroom/protocol';
import type { Migration } from '../../platform/index.ts';
import { absenceTables } from './absenceTables.ts';

const reasons = MissedReason.options.map((reason) => `'${reason}'`).join(', ');

export const lifeMigrations: readonly Migration[] = [
	{
		id: 'life-1',
		sql: [
			'alter table lesson add column given_at bigint',
			// Nobody asked yet who was there: what began counts as given.
			"update lesson set given_at = started_at where phase = 'ended'",
			`alter table lesson add column missed_reason text check (missed_reason in (${reasons}))`,
			'alter table lesson add column missed_note text',
			'alter table lesson add column missed_said_at bigint',
		],
	},
	// Nobody asked yet which schools were there: for each of them what ended before is what it is for the lesson.
	{ id: 'life-2', sql: { sqlite: absenceTables('text'), postgres: absenceTables('text collate "C"') } },
];
