// Invented names for the demonstration: the same every time, plausible for a Chinese county, no real one's.

/** Text split into its signs. */
const signs = (text: string): string[] => Array.from(text);

export const county = '云岭县';

/** The county town first. Each has one community, around its central school. */
export const towns = [
	'青石镇',
	'城关镇',
	'柳溪镇',
	'石桥镇',
	'双河镇',
	'松坪镇',
	'清泉乡',
	'竹林乡',
	'云台乡',
] as const;

export const coreSchoolOf = (town: string): string =>
	town === '城关镇' ? '云岭县实验小学' : `${town}中心小学`;

export const communityOf = (town: string): string => `${town.slice(0, -1)}教共体`;

/** One a member school; the first of each town is a teaching point. */
const villages = [
	...['罗山', '柳湾', '石门', '桃园', '杏花', '高坪'],
	...['东关', '西河', '北坡', '新桥', '南湾'],
	...['李家坪', '王家沟', '张家湾', '陈家坝', '周家岭', '吴家寨'],
	...['冯家垭', '长岭', '大坪', '小河', '红岩'],
	...['白果', '黄泥', '青杠', '茶园', '梨树', '竹园'],
	...['枫林', '松树', '柏林', '桂花', '莲花'],
	...['荷塘', '龙潭', '凤凰', '麻柳', '月亮', '朝阳'],
	...['向阳', '新民', '和平', '团结', '前进'],
	...['光明', '永乐', '安乐', '兴隆', '三合'],
];

/** Member schools of the towns, in their order: 6, 5, 6, 5, 6, 5, 6, 5, 5. */
export const villagesOf = (town: number): string[] => {
	const sizes = towns.map((_, place) => (place % 2 === 0 && place < 8 ? 6 : 5));
	const first = sizes.slice(0, town).reduce((sum, size) => sum + size, 0);
	return villages.slice(first, first + (sizes[town] ?? 0));
};

const surnames = signs(
	'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤',
);
const elders = signs('秀桂玉淑凤春国建志永文德明光正家庆荣华兰');
const young = signs('子梓雨欣浩宇思涵佳怡俊博一诗可嘉晨语若天');
const endings = signs('英兰华芳军强平红梅霞东林辉明敏涛杰超鹏燕琴丽娟玲云飞');
const youngEndings = signs('涵轩怡宇彤睿航萱晨琪豪妍阳悦辰瑶然萌昊宁妮杰婷');

const at = (list: readonly string[], place: number): string => list[place % list.length] ?? '';

/** The `n`th grown-up. Neighbours in number share neither surname nor given name. */
export const grownUp = (n: number): string =>
	at(surnames, n * 37 + 5) + at(elders, n * 11 + Math.floor(n / 20)) + at(endings, n * 7 + 3);

/** The `n`th child. */
export const child = (n: number): string =>
	at(surnames, n * 29 + 11) + at(young, n * 3 + Math.floor(n / 20)) + at(youngEndings, n * 5 + 1);

const numerals = signs('一二三四五六七八九');

/** `三年级1班`; a school with one class a grade just says `三年级`. */
export const className = (grade: number, number: number, ofHowMany: number): string =>
	`${numerals[grade - 1] ?? ''}年级${ofHowMany > 1 ? `${number}班` : ''}`;
