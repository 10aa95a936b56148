// What schools need a week, as a table.
import type { CountyId, SchoolId, Subject, TermId } from '@classroom/protocol';
import { Subject as Subjects } from '@classroom/protocol';

type SchoolNeedTable = {
	term_id: TermId;
	school_id: SchoolId;
	subject: Subject;
	county_id: CountyId;
	/** A week. */
	lessons: number;
	/** JSON: whose classes have them, together; null: nobody said. */
	grades: string | null;
};

export type NeedTables = { school_need: SchoolNeedTable };

const oneOf = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

/** `text`: that is ordered by code point. */
export const needTables = (text: string): string[] => [
	`create table school_need (
		term_id ${text} not null references term (term_id) on delete cascade,
		school_id ${text} not null references school (school_id) on delete cascade,
		subject text not null check (subject in (${oneOf(Subjects.options)})),
		county_id text not null references county (county_id),
		lessons integer not null check (lessons > 0),
		primary key (term_id, school_id, subject))`,
];
