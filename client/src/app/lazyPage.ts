import { lazy } from 'react';
import type { ComponentType, LazyExoticComponent } from 'react';
import { loadTexts } from '../i18n/index.ts';

export type PageModule<P = object> = Readonly<{ default: ComponentType<P> }>;

/** A page that is loaded, with its texts, when it is first shown. */
export function lazyPage<P>(
	load: () => Promise<PageModule<P>>,
	...texts: readonly string[]
): LazyExoticComponent<ComponentType<P>> {
	return lazy(async () => {
		const [module] = await Promise.all([load(), loadTexts(...texts)]);
		return module;
	});
}
