// What peers are called, from the people and the schools.
import type { PeerSubject } from '@classroom/protocol';
import type { Identity, SchoolDirectory } from './identity/index.ts';
import type { NameSource } from './lesson/index.ts';

const gone = { name: '', school: null };

export const createNameSource = (people: Identity['people'], schools: SchoolDirectory): NameSource => ({
	async describe(subject: PeerSubject) {
		switch (subject.kind) {
			case 'service':
				return gone;
			case 'classroom': {
				const classroom = await schools.classroom(subject.classroomId);
				return classroom === null ? gone : { name: classroom.name, school: classroom.school };
			}
			case 'person': {
				const person = (await people.findMany([subject.personId])).get(subject.personId);
				if (person === undefined) return gone;
				const { countyId, schoolId, name } = person;
				return { name, school: schoolId === null ? null : await schools.schoolName(countyId, schoolId) };
			}
		}
	},
});
