import { expect, test } from 'vitest';
import { PersonRole } from '@classroom/protocol';
import { rightsOf, sections, sectionsOf } from './sections.ts';

test('what each role finds', () => {
	expect(sectionsOf('county-admin')).toEqual(sections);
	expect(sectionsOf('school-admin')).not.toContain('audit');
	expect(sectionsOf('school-admin')).not.toContain('county');
	expect(sectionsOf('school-admin')).toContain('exchange');
	expect(sectionsOf('inspector')).not.toContain('people');
	expect(sectionsOf('inspector')).not.toContain('exchange');
	for (const role of ['teacher', 'assistant', 'student'] as const)
		expect(sectionsOf(role)).toEqual(['lessons', 'timetable']);
});

test('only administrators change anything, and only the county makes schools', () => {
	for (const role of PersonRole.options) {
		const administrator = role === 'county-admin' || role === 'school-admin';
		expect(rightsOf(role)).toEqual({
			county: role === 'county-admin',
			change: administrator,
			plan: administrator,
		});
	}
});
