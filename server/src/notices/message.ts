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

export type RobotForm = Exclude<WebhookForm, 'signed'>;

/** What 企业微信 takes, in UTF-8; 钉钉 takes more. */
export const robotBytes = 4096;

/** The body of the request. */
export const bodyOf = (form: WebhookForm, message: Message): string => {
	switch (form) {
		case 'signed':
			return JSON.stringify(signedMessage(message));
		case 'wecom':
		case 'dingtalk':
			return robotBody(form, headline(message), markdown(message));
	}
};

/** `text`: Markdown; robots take `robotBytes` of it. */
export const robotBody = (form: RobotForm, title: string, text: string): string => {
	switch (form) {
		case 'wecom':
			return JSON.stringify({ msgtype: 'markdown', markdown: { content: text } });
		case 'dingtalk':
			return JSON.stringify({ msgtype: 'markdown', markdown: { title, text } });
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

/** The group is told of so many places by name, to keep to {@link robotBytes}. */
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

/** A lesson where a robot tells of several: when, what, where to, and why not. */
export const lineOf = ({ lesson, timeZone }: Message): string | null => {
	if (lesson === null) return null;
	const [first, ...others] = lesson.receivingClassrooms;
	const where =
		first === undefined ? [] : [`${nameOf(first)}${others.length > 0 ? ` 等 ${others.length + 1} 间` : ''}`];
	const why = plain(lesson.cancelReason ?? '');
	const line = [timeText(lesson, timeZone), plain(lesson.title), ...where].join(' · ');
	return why === '' ? line : `${line}（${why}）`;
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
export const plain = (text: string): string =>
	text.replaceAll(/[<>[\]()*_`#@!~|\\]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
