// How names are compared and searched.

/**
 * What two login names have in common when their owners would take them for the same: case, full-width letters and
 * ways to write an accent do not count. Upper case first, so that `ß` and `SS` meet; twice, so that `ẞ` is there too.
 */
export const loginKey = (loginName: string): string => folded(folded(loginName)).trim();

const folded = (text: string): string => text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');

/** By what names are searched and ordered. */
export const nameKey = (name: string): string => loginKey(name);

/** A search text for SQL `like`, with `escape '\'`. */
export const likeText = (search: string): string => search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
