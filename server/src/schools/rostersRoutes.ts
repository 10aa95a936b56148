// The endpoints of rosters by spreadsheet.
import { endpoints, rosterFileQuery, rosterFiles, XLSX_TYPE } from '@classroom/protocol';
import type { SheetLanguage } from '@classroom/protocol';
import type { Caller, PersonCaller } from '../identity/index.ts';
import { roles } from '../identity/index.ts';
import type { Routes } from '../platform/index.ts';
import { MAX_UPLOAD_BYTES, parseRequest, readUpload, sendXlsx } from '../platform/index.ts';
import type { RosterExchange } from './exchange/rosterExchange.ts';

const administrators = roles('county-admin', 'school-admin');

export const addRostersRoutes = (routes: Routes<Caller>, rosters: RosterExchange): void => {
	const file = (
		path: string,
		name: Readonly<Record<SheetLanguage, string>>,
		make: (caller: PersonCaller, language: SheetLanguage) => Promise<Buffer>,
	): void =>
		routes.stream('get', path, {
			access: administrators,
			handler: async (request, response, caller) => {
				const { language } = parseRequest(rosterFileQuery, request.query);
				sendXlsx(response, name[language], await make(caller, language));
			},
		});
	file(rosterFiles.template, { 'zh-CN': '导入模板.xlsx', en: 'template.xlsx' }, (caller, language) =>
		rosters.template(caller, language),
	);
	file(rosterFiles.export, { 'zh-CN': '学校和人员名单.xlsx', en: 'rosters.xlsx' }, (caller, language) =>
		rosters.export(caller, language),
	);
	routes.stream('post', rosterFiles.annotated, {
		access: administrators,
		handler: async (request, response, caller) => {
			const { language } = parseRequest(rosterFileQuery, request.query);
			const bytes = await readUpload(request, XLSX_TYPE, MAX_UPLOAD_BYTES);
			const name = language === 'en' ? 'mistakes.xlsx' : '错误标注.xlsx';
			sendXlsx(response, name, await rosters.annotate(caller, bytes, language));
		},
	});
	routes.upload(endpoints.importRoster, {
		access: administrators,
		limitBytes: MAX_UPLOAD_BYTES,
		handler: ({ caller, query, bytes }) =>
			rosters.import(caller, bytes, { dryRun: query.dryRun === 'true', language: query.language }),
	});
	routes.implement(endpoints.renewFirstPasswords, {
		access: administrators,
		handler: ({ caller, body }) => rosters.renewFirstPasswords(caller, body.language),
	});
};
