// Names of schools are long (“白河县罗山镇周党九年一贯制学校”) and differ at the end, so they are never cut in
// the middle or at the end: what goes first is the county's prefix, then the town's. What still does not fit is
// broken between lines by the page.

/** How wide a name is, in Chinese characters; a Latin letter or figure takes about half of one. */
export function nameWidth(name: string): number {
	let width = 0;
	for (const character of name) width += /[\u0020-\u024f]/.test(character) ? 0.5 : 1;
	return width;
}

const kindsOfPlace = /^.{1,6}?(?:自治县|自治旗|县|区|市|旗)/u;
const kindsOfTown = /^.{1,5}?(?:街道|镇|乡|苏木)/u;

function without(name: string, prefix: string | undefined): string {
	if (!prefix || !name.startsWith(prefix)) return name;
	const rest = name.slice(prefix.length);
	// “县直幼儿园” or “中学” alone would say nothing: at least four characters stay, or the name stays whole.
	return Array.from(rest).length >= 4 ? rest : name;
}

/** The forms of a name from the fullest to the shortest: whole, without the county, without the town. */
export function schoolNameForms(name: string, county?: string): readonly string[] {
	const whole = name.trim();
	const prefix = county && whole.startsWith(county) ? county : kindsOfPlace.exec(whole)?.[0];
	const withoutCounty = without(whole, prefix);
	const withoutTown = without(withoutCounty, kindsOfTown.exec(withoutCounty)?.[0]);
	return [...new Set([whole, withoutCounty, withoutTown])];
}

/**
 * The fullest form that fits into `width` Chinese characters, or the shortest there is. Among schools of one `county`
 * its prefix says nothing and is left out from the beginning.
 */
export function schoolName(name: string, width: number, county?: string): string {
	const all = schoolNameForms(name, county);
	const forms = county !== undefined && all.length > 1 && all[0]?.startsWith(county) ? all.slice(1) : all;
	return forms.find((form) => nameWidth(form) <= width) ?? forms[forms.length - 1] ?? name;
}
