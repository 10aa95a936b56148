// The words of the rosters' closed lists, as spreadsheets have them.
import type { ClassroomKind, SchoolKind, Subject } from '@classroom/protocol';
import type { Choice } from '../../platform/index.ts';

export const schoolKinds: Readonly<Record<SchoolKind, Choice>> = {
	core: { zh: '核心校', en: 'core school', also: ['中心校', '中心学校', 'core'] },
	member: { zh: '成员校', en: 'member school', also: ['member'] },
	'teaching-point': { zh: '教学点', en: 'teaching point' },
};
export const classroomKinds: Readonly<Record<ClassroomKind, Choice>> = {
	interactive: { zh: '互动教室', en: 'interactive classroom', also: ['互动', 'interactive'] },
	recording: { zh: '录播教室', en: 'recording classroom', also: ['录播', 'recording'] },
};
/** As the pages call them: client/src/i18n, `words.subject`. */
export const subjects: Readonly<Record<Subject, Choice>> = {
	chinese: { zh: '语文', en: 'Chinese' },
	mathematics: { zh: '数学', en: 'Mathematics', also: ['maths', 'math'] },
	english: { zh: '英语', en: 'English' },
	music: { zh: '音乐', en: 'Music' },
	art: { zh: '美术', en: 'Art' },
	science: { zh: '科学', en: 'Science' },
	'physical-education': { zh: '体育', en: 'Physical education', also: ['体育与健康', 'PE'] },
	'information-technology': {
		zh: '信息科技',
		en: 'Information technology',
		also: ['信息技术', '信息', 'IT'],
	},
	'morality-and-law': { zh: '道德与法治', en: 'Morality and law', also: ['道法', '品德'] },
	calligraphy: { zh: '书法', en: 'Calligraphy' },
	labour: { zh: '劳动', en: 'Labour' },
	general: { zh: '综合', en: 'General', also: ['综合实践', '综合实践活动'] },
};
const digits = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
const lowerSecondary: Readonly<Record<number, readonly string[]>> = {
	7: ['初一', '初中一年级'],
	8: ['初二', '初中二年级'],
	9: ['初三', '初中三年级'],
};
export const grades: Readonly<Record<string, Choice>> = Object.fromEntries(
	digits.map((digit, index) => [
		String(index + 1),
		{
			zh: `${digit}年级`,
			en: `Grade ${index + 1}`,
			also: [digit, `${index + 1}年级`, ...(lowerSecondary[index + 1] ?? [])],
		},
	]),
);
