// What is sent: JSON for programs, Markdown for group robots. Pure. Nothing of it names a child.
import type { Delivery, Instant, WebhookForm } from '@classroom/protocol';
import type { LessonClass, LessonPlace, LessonRecord } from '../timetable/index.ts';
import { feedWords, lessonStatus } from '../timetable/index.ts';

export interface Message {
	readonly notice: Delivery['notice'];
	readonly at: Instant;
	/** Null: a test. */
	readonly lesson: LessonRecord | null;
	/** IANA name. */
	readonly timeZone: string;
}

/** The body of the request. */
export const bodyOf = (form: WebhookForm, message: Message): string => {
	switch (form) {
		case 'signed':
			return JSON.stringify(signedMessage(message));
		case 'wecom':
			return JSON.stringify({ msgtype: 'markdown', markdown: { content: markdown(message) } });
		case 'dingtalk':
			return JSON.stringify({
				msgtype: 'markdown',
				markdown: { title: headline(message), text: markdown(message) },
			});
	}
};

const iso = (at: Instant): string => new Date(at).toISOString();
const place = ({ classroomId, name, school }: LessonPlace) => ({ classroomId, name, school });
const classGroup = ({ classGroupId, name, school }: LessonClass) => ({ classGroupId, name, school });

/** Type, timestamp and data, as Standard Webhooks has it. */
const signedMessage = ({ notice, at, lesson }: Message) => ({
	type: notice === 'test' ? 'test' : `lesson.${notice}`,
	timestamp: iso(at),
	data:
		lesson === null
			? {}
			: {
					lessonId: lesson.lessonId,
					revision: lesson.revision,
					title: lesson.title,
					kind: lesson.kind,
					subject: lesson.subject,
					teacher: { personId: lesson.teacherId, name: lesson.teacher },
					sendingClassroom: lesson.sendingClassroom === null ? null : place(lesson.sendingClassroom),
					receivingClassrooms: lesson.receivingClassrooms.map(place),
					classGroups: lesson.classGroups.map(classGroup),
					plannedStart: iso(lesson.plannedStart),
					plannedEnd: iso(lesson.plannedEnd),
					status: lessonStatus(lesson, at),
					cancelReason: lesson.cancelReason,
				},
});

const headings: Readonly<Record<Delivery['notice'], string>> = {
	planned: '新安排的课',
	changed: '调课',
	cancelled: '停课',
	starting: '十分钟后上课',
	started: '已开始上课',
	missed: '没有开课',
	ended: '已下课',
	recorded: '录像可以看了',
	test: '测试消息',
};

const headline = ({ notice, lesson }: Message): string =>
	lesson === null ? headings[notice] : `${headings[notice]}：${plain(lesson.title)}`;

/** The group is told of so many places by name; a message may have 4,096 bytes. */
const placesNamed = 5;

const markdown = (message: Message): string => {
	const { lesson, timeZone } = message;
	const lines = lesson === null ? ['收到这一条，说明通知推送已经接通。'] : lessonLines(lesson, timeZone);
	return [`### ${headline(message)}`, ...lines.map((line) => `> ${line}`)].join('\n\n');
};

const lessonLines = (lesson: LessonRecord, timeZone: string): string[] => {
	const words = feedWords['zh-CN'];
	const named = lesson.receivingClassrooms.slice(0, placesNamed).map(nameOf).join(words.comma);
	const more = lesson.receivingClassrooms.length - placesNamed;
	const line = (label: string, text: string): string[] =>
		text === '' ? [] : [`${label}${words.colon}${text}`];
	return [
		...line('时间', timeText(lesson, timeZone)),
		...line('课程', `${words.kinds[lesson.kind]} · ${words.subjects[lesson.subject]}`),
		...line(words.teacher, plain(lesson.teacher)),
		...line(words.sending, lesson.sendingClassroom === null ? '' : nameOf(lesson.sendingClassroom)),
		...line(words.receiving, more > 0 ? `${named}，另 ${more} 间` : named),
		...line(words.reason, plain(lesson.cancelReason ?? '')),
	];
};

const nameOf = ({ school, name }: LessonPlace): string => plain(`${school} ${name}`);

const timeText = ({ plannedStart, plannedEnd }: LessonRecord, timeZone: string): string => {
	const day = new Intl.DateTimeFormat('zh-CN', { timeZone, month: 'long', day: 'numeric', weekday: 'short' });
	const time = new Intl.DateTimeFormat('zh-CN', {
		timeZone,
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23',
	});
	return `${day.format(plannedStart)} ${time.format(plannedStart)}–${time.format(plannedEnd)}`;
};

/** Without what Markdown or a robot would take for more than text: links, mentions, fonts. */
const plain = (text: string): string =>
	text.replaceAll(/[<>[\]()*_`#@!~|\\]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
