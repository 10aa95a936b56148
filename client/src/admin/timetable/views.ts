// Which ways a role has to look at the timetable.
import type { PersonRole } from '@classroom/protocol';

export type View = 'week' | 'day' | 'month' | 'series' | 'overview' | 'planning';

export function viewsOf(role: PersonRole): readonly View[] {
	switch (role) {
		case 'county-admin':
		case 'inspector':
		case 'school-admin':
			return ['week', 'day', 'month', 'series', 'overview', 'planning'];
		case 'teacher':
		case 'assistant':
		case 'student':
			return ['week', 'month'];
	}
}
