// Several notices in one message of a group robot. Pure.
import type { Delivery } from '@classroom/protocol';
import type { RobotForm } from './message.ts';
import { plain, robotBody, robotBytes } from './message.ts';

export interface Told {
	readonly notice: Delivery['notice'];
	readonly title: string;
	/** Null: of an earlier version. */
	readonly line: string | null;
	/** As it is told alone. */
	readonly body: string;
}

/** What needs somebody to do something comes first, and loses no line to what does not. */
const headings: Readonly<Record<Delivery['notice'], (count: number) => string>> = {
	cancelled: (count) => `${count} 节课停课`,
	missed: (count) => `${count} 节课没有开课`,
	changed: (count) => `${count} 节课调课`,
	planned: (count) => `新安排 ${count} 节课`,
	starting: (count) => `${count} 节课十分钟后上课`,
	started: (count) => `${count} 节课已开始上课`,
	ended: (count) => `${count} 节课已下课`,
	recorded: (count) => `${count} 节课的录像可以看了`,
	test: () => '测试消息',
};

interface Section {
	readonly heading: string;
	readonly lines: readonly string[];
}

/** One alone in its own words; several by notice, each with a line as long as there is room. */
export const bodyTogether = (form: RobotForm, told: readonly Told[]): string => {
	const [only, ...others] = told;
	if (only !== undefined && others.length === 0) return only.body;
	const sections = sectionsOf(told);
	const [single, ...more] = sections;
	const title = single && more.length === 0 ? single.heading : `${told.length} 条课程消息`;
	return robotBody(form, title, textOf(title, sections));
};

const sectionsOf = (told: readonly Told[]): Section[] => {
	return Object.entries(headings).flatMap(([notice, heading]) => {
		const group = told.filter((each) => each.notice === notice);
		if (group.length === 0) return [];
		const lines = group.map(({ line, title }) => `> ${line ?? plain(title)}`);
		return [{ heading: heading(group.length), lines }];
	});
};

const gap = '\n\n';
const bytes = (text: string): number => Buffer.byteLength(text);
const unnamed = (count: number): string => `> 另 ${count} 节，见课表`;

const textOf = (title: string, sections: readonly Section[]): string => {
	const several = sections.length > 1;
	const headed = ({ heading }: Section): string[] => (several ? [`**${heading}**`] : []);
	const least = [
		`### ${title}`,
		...sections.flatMap((each) => [...headed(each), unnamed(each.lines.length)]),
	];
	let room = robotBytes - bytes(least.join(gap));
	const parts = [`### ${title}`];
	for (const section of sections) {
		const named: string[] = [];
		for (const line of section.lines) {
			const size = bytes(gap + line);
			if (size > room) {
				// Nothing shorter slips past it: what is named is what came first.
				room = 0;
				break;
			}
			room -= size;
			named.push(line);
		}
		const left = section.lines.length - named.length;
		parts.push(...headed(section), ...named, ...(left > 0 ? [unnamed(left)] : []));
	}
	return parts.join(gap);
};
