import { ConfigProvider, theme as antd } from 'antd';
import type { MappingAlgorithm, ThemeConfig } from 'antd';
import enUS from 'antd/es/locale/en_US.js';
import zhCN from 'antd/es/locale/zh_CN.js';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn.js';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTheme } from '../../hooks/theme.ts';
import { useLanguage } from '../../hooks/useLanguage.ts';
import { antdTokens } from './antdTokens.ts';
import { useMedia } from './useMedia.ts';

/** Reads custom properties as the page computes them, light or dark as it is shown now. */
function pageTokens(): Record<string, string> {
	const probe = document.createElement('span');
	document.body.append(probe);
	const read = (name: string): string => {
		probe.style.color = `var(${name})`;
		return getComputedStyle(probe).color;
	};
	const found: Record<string, string> = {};
	antdTokens((name) => (found[name] = read(name)), false);
	found['--danger'] = read('--danger');
	found['--on-danger'] = read('--on-danger');
	probe.remove();
	return found;
}

/** The algorithms shade these for dark pages; ours are shaded already. */
const exact: MappingAlgorithm = (seed, map) => ({
	...(map ?? antd.defaultAlgorithm(seed)),
	colorPrimary: seed.colorPrimary,
	colorInfo: seed.colorInfo,
	colorSuccess: seed.colorSuccess,
	colorWarning: seed.colorWarning,
	colorError: seed.colorError,
	colorLink: seed.colorLink,
});

function themeOf(dark: boolean, thumb: boolean): ThemeConfig {
	const page = pageTokens();
	const read = (name: `--${string}`): string => page[name] ?? '';
	return {
		algorithm: [dark ? antd.darkAlgorithm : antd.defaultAlgorithm, exact],
		token: antdTokens(read, thumb),
		components: {
			Button: {
				primaryShadow: 'none',
				defaultShadow: 'none',
				dangerShadow: 'none',
				primaryColor: read('--on-accent'),
				dangerColor: read('--on-danger'),
			},
			Drawer: { colorBgElevated: read('--surface') },
			Tooltip: { colorTextLightSolid: read('--surface'), colorBgSpotlight: read('--text') },
			// On a dark page a white thumb would be a grey one on black: what is chosen is the accent's, as in the menu.
			Segmented: {
				trackBg: read('--sunken'),
				itemSelectedBg: dark ? read('--accent-soft') : read('--surface'),
				itemSelectedColor: read('--accent-strong'),
				itemHoverBg: 'transparent',
				itemHoverColor: read('--text'),
				trackPadding: 3,
			},
			Select: { optionSelectedBg: read('--accent-soft') },
		},
	};
}

/** Ant Design in the client's colours, language and sizes (44 px where there is a thumb). */
export function AdminTheme({ children }: { children: ReactNode }) {
	const chosen = useTheme();
	const systemDark = useMedia('(prefers-color-scheme: dark)');
	const thumb = useMedia('(pointer: coarse), (max-width: 640px)');
	const language = useLanguage();
	const dark = chosen === 'dark' || (chosen === 'auto' && systemDark);
	const theme = useMemo(() => themeOf(dark, thumb), [dark, thumb]);
	const locale = language === 'zh-CN' ? zhCN : enUS;
	dayjs.locale(language === 'zh-CN' ? 'zh-cn' : 'en');
	return (
		<ConfigProvider theme={theme} locale={locale} button={{ autoInsertSpace: false }}>
			{children}
		</ConfigProvider>
	);
}
