// What feeds say in words. The client has its own texts; calendars read these as they are.
import type { LessonKind, ServerLanguage, Subject } from '@classroom/protocol';

export interface FeedWords {
	readonly kinds: Readonly<Record<LessonKind, string>>;
	readonly subjects: Readonly<Record<Subject, string>>;
	readonly teacher: string;
	readonly sending: string;
	readonly receiving: string;
	readonly classes: string;
	readonly reason: string;
	/** Between a label and what it labels, and between several. */
	readonly colon: string;
	readonly comma: string;
	readonly cancelled: (title: string) => string;
	/** The calendar's name; null: a child's, whose name goes nowhere. */
	readonly lessonsOf: (name: string | null) => string;
}

const chinese: FeedWords = {
	kinds: {
		delivered: '专递课堂',
		master: '名师课堂',
		open: '名校网络课堂',
		dual: '双师课堂',
		home: '家校共育',
		research: '教研',
	},
	subjects: {
		chinese: '语文',
		mathematics: '数学',
		english: '英语',
		music: '音乐',
		art: '美术',
		science: '科学',
		'physical-education': '体育',
		'information-technology': '信息科技',
		'morality-and-law': '道德与法治',
		calligraphy: '书法',
		labour: '劳动',
		general: '综合',
	},
	teacher: '主讲教师',
	sending: '主讲教室',
	receiving: '听课教室',
	classes: '听课班级',
	reason: '停课原因',
	colon: '：',
	comma: '、',
	cancelled: (title) => `【停课】${title}`,
	lessonsOf: (name) => (name === null ? '我的云课堂' : `${name}的云课堂`),
};

const english: FeedWords = {
	kinds: {
		delivered: 'Delivered lesson',
		master: "Master teacher's lesson",
		open: 'Open lesson',
		dual: 'Dual-teacher lesson',
		home: 'Home and school',
		research: 'Teaching research',
	},
	subjects: {
		chinese: 'Chinese',
		mathematics: 'Mathematics',
		english: 'English',
		music: 'Music',
		art: 'Art',
		science: 'Science',
		'physical-education': 'Physical education',
		'information-technology': 'Information technology',
		'morality-and-law': 'Morality and law',
		calligraphy: 'Calligraphy',
		labour: 'Labour',
		general: 'General',
	},
	teacher: 'Teacher',
	sending: 'Taught from',
	receiving: 'Taking part',
	classes: 'Classes',
	reason: 'Cancelled because',
	colon: ': ',
	comma: ', ',
	cancelled: (title) => `Cancelled: ${title}`,
	lessonsOf: (name) => (name === null ? 'My lessons' : `Lessons of ${name}`),
};

export const feedWords: Readonly<Record<ServerLanguage, FeedWords>> = { 'zh-CN': chinese, en: english };
