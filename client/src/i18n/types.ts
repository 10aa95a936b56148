// Makes every key of `t('…')` checked by the compiler, by the Chinese texts. A new page group adds its file here.
import type account from './zh-CN/account.json';
import type admin from './zh-CN/admin.json';
import type bells from './zh-CN/bells.json';
import type calendar from './zh-CN/calendar.json';
import type classroom from './zh-CN/classroom.json';
import type common from './zh-CN/common.json';
import type day from './zh-CN/day.json';
import type device from './zh-CN/device.json';
import type error from './zh-CN/error.json';
import type feeds from './zh-CN/feeds.json';
import type lesson from './zh-CN/lesson.json';
import type planning from './zh-CN/planning.json';
import type openings from './zh-CN/openings.json';
import type quiz from './zh-CN/quiz.json';
import type replay from './zh-CN/replay.json';
import type signIn from './zh-CN/signIn.json';
import type teacher from './zh-CN/teacher.json';
import type timetable from './zh-CN/timetable.json';
import type viewer from './zh-CN/viewer.json';
import type webhooks from './zh-CN/webhooks.json';
import type words from './zh-CN/words.json';

declare module 'i18next' {
	interface CustomTypeOptions {
		defaultNS: 'common';
		returnNull: false;
		resources: {
			account: typeof account;
			admin: typeof admin;
			bells: typeof bells;
			calendar: typeof calendar;
			classroom: typeof classroom;
			common: typeof common;
			day: typeof day;
			device: typeof device;
			error: typeof error;
			feeds: typeof feeds;
			lesson: typeof lesson;
			planning: typeof planning;
			openings: typeof openings;
			quiz: typeof quiz;
			replay: typeof replay;
			signIn: typeof signIn;
			teacher: typeof teacher;
			timetable: typeof timetable;
			viewer: typeof viewer;
			webhooks: typeof webhooks;
			words: typeof words;
		};
	}
}
