// What a paired device is called in lists: its browser and system, as far as it tells.

const browsers: readonly (readonly [RegExp, string])[] = [
	[/Edg(?:e|A|iOS)?\/(\d+)/, 'Edge'],
	[/(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
	[/(?:Chrome|Chromium|CriOS)\/(\d+)/, 'Chrome'],
	[/Version\/(\d+).*Safari\//, 'Safari'],
];

const systems: readonly (readonly [RegExp, string])[] = [
	[/Windows/, 'Windows'],
	[/OpenHarmony|HarmonyOS/, 'HarmonyOS'],
	[/Android/, 'Android'],
	[/iPhone|iPad/, 'iOS'],
	[/Mac OS X/, 'macOS'],
	[/CrOS/, 'ChromeOS'],
	[/Linux/, 'Linux'],
];

/** `Chrome 128 · Windows`; `?` for what is not recognised. Nothing of the header's text itself gets through. */
export const deviceName = (userAgent: string): string => {
	const text = userAgent.slice(0, 500);
	const browser = browsers.map(([pattern, name]) => {
		const version = pattern.exec(text)?.[1];
		return version === undefined ? undefined : `${name} ${version.slice(0, 4)}`;
	});
	const system = systems.find(([pattern]) => pattern.test(text))?.[1];
	return `${browser.find((name) => name !== undefined) ?? '?'} · ${system ?? '?'}`;
};
