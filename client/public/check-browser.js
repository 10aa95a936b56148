/* eslint-disable -- ES5, for browsers of any age */
// Runs before the application, in any browser since 2010: therefore ES5 and no modules.
// It applies the chosen colours before the first paint, and tells a browser that is too old what to do.
(function () {
	'use strict';
	// The page's security policy forbids code made from text; zod would try before its schemas are made.
	window.__zod_globalConfig = { jitless: true };

	var root = document.documentElement;
	var own = document.currentScript || document.querySelector('script[data-oldest-chromium]');
	var oldest = Number(own.getAttribute('data-oldest-chromium'));

	try {
		var theme = window.localStorage.getItem('theme');
		if (theme === 'light' || theme === 'dark') root.setAttribute('data-theme', theme);
		var language = window.localStorage.getItem('language');
		if (language === 'en' || language === 'zh-CN') root.lang = language;
	} catch (e) {
		// Storage may be switched off: the defaults do.
	}

	var found = /Chrom(?:e|ium)\/(\d+)/.exec(navigator.userAgent);
	var chromium = found ? Number(found[1]) : 0;
	// Other engines have no common version number: they are asked for what the application uses.
	var capable =
		'noModule' in document.createElement('script') &&
		typeof Object.hasOwn === 'function' &&
		typeof window.ResizeObserver === 'function' &&
		typeof Array.prototype.at === 'function';
	if (found ? chromium >= oldest && capable : capable) return;

	var inWeChat = /MicroMessenger/i.test(navigator.userAgent);
	var version = found ? 'Chromium ' + chromium : '';
	var lines = [
		['h1', 'zh-CN', '请换一个新一点的浏览器'],
		['p', 'zh-CN', '这台设备的浏览器' + (version ? '(' + version + ')' : '') + '太旧，打不开智慧云课堂。'],
		[
			'p',
			'zh-CN',
			inWeChat
				? '请点右上角的“···”，选“在浏览器打开”，或者更新微信。'
				: '请安装新版的谷歌 Chrome、微软 Edge 或 360 极速浏览器(内核 ' +
					oldest +
					' 以上)。Windows 7 请安装 Chrome 109。装好后打开同一个网址。',
		],
		['p', 'zh-CN', '如果这是学校的设备，请把这一页给学校的管理员看。'],
		['h2', 'en', 'Please use a newer browser'],
		[
			'p',
			'en',
			'This browser' +
				(version ? ' (' + version + ')' : '') +
				' is too old for the Smart Cloud Classroom. ' +
				'Install a current Chrome, Edge or another browser built on Chromium ' +
				oldest +
				' or later (on Windows 7: Chrome 109) and open the same address.',
		],
	];
	var page = document.getElementById('root');
	// The application starts only into an element of this id.
	page.id = 'too-old';
	document.body.style.background = '#f7f4ef';
	page.style.cssText =
		'max-width:36em;margin:10% auto;padding:0 24px;font:20px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#23201c';
	for (var i = 0; i < lines.length; i++) {
		var element = document.createElement(lines[i][0]);
		element.lang = lines[i][1];
		element.appendChild(document.createTextNode(lines[i][2]));
		element.style.margin = lines[i][0] === 'h2' ? '2em 0 0.6em' : '0 0 0.6em';
		page.appendChild(element);
	}
})();
