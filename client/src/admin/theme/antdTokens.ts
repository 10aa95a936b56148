// The client's tokens as Ant Design's: one look for all pages. Ant Design computes with colours, so it needs values
// and not custom properties; they are read from the page as it is shown.
import type { ThemeConfig } from 'antd';

/** The computed value of a custom property of styles/tokens.css, such as `--accent`. */
export type ReadToken = (name: `--${string}`) => string;

export function antdTokens(read: ReadToken, thumb: boolean): NonNullable<ThemeConfig['token']> {
	return {
		colorPrimary: read('--accent'),
		colorPrimaryHover: read('--accent-strong'),
		colorPrimaryActive: read('--accent-strong'),
		colorPrimaryBg: read('--accent-soft'),
		colorPrimaryBgHover: read('--accent-soft'),
		colorPrimaryBorder: read('--accent'),
		colorLink: read('--accent'),
		colorLinkHover: read('--accent-strong'),
		colorLinkActive: read('--accent-strong'),
		colorInfo: read('--accent'),
		colorSuccess: read('--fine'),
		colorWarning: read('--slow'),
		colorError: read('--gone'),
		colorErrorText: read('--gone'),
		colorErrorHover: read('--gone'),
		colorErrorBg: read('--gone-soft'),
		colorText: read('--text'),
		colorTextSecondary: read('--text-soft'),
		colorTextTertiary: read('--text-soft'),
		colorTextDescription: read('--text-soft'),
		colorTextPlaceholder: read('--text-soft'),
		colorTextLightSolid: read('--on-accent'),
		colorIcon: read('--text-soft'),
		colorBgBase: read('--surface'),
		colorBgLayout: read('--ground'),
		colorBgContainer: read('--surface'),
		colorBgElevated: read('--raised'),
		colorBgContainerDisabled: read('--sunken'),
		colorFillTertiary: read('--sunken'),
		colorBorder: read('--edge'),
		colorBorderSecondary: read('--line'),
		colorSplit: read('--line'),
		controlOutline: 'transparent',
		controlItemBgHover: read('--sunken'),
		controlItemBgActive: read('--accent-soft'),
		controlItemBgActiveHover: read('--accent-soft'),
		fontFamily: 'var(--font)',
		fontSize: thumb ? 16 : 14,
		controlHeight: thumb ? 44 : 36,
		controlHeightSM: thumb ? 44 : 28,
		borderRadius: 6,
		// Between the bar and the toasts of the page; lists that open over a form take 50 more.
		zIndexPopupBase: 120,
		motionDurationMid: '0.12s',
		motionDurationSlow: '0.16s',
	};
}
