// The endpoints of a term's plan by spreadsheet.
import { endpoints, termPlanFileQuery, termPlanFiles, XLSX_TYPE } from '@classroom/protocol';
import type { Caller } from '../../identity/index.ts';
import { roles } from '../../identity/index.ts';
import type { Routes } from '../../platform/index.ts';
import { MAX_UPLOAD_BYTES, parseRequest, readUpload, sendXlsx } from '../../platform/index.ts';
import type { TermExchange } from './termExchange.ts';

const county = roles('county-admin');

export const addTermExchangeRoutes = (routes: Routes<Caller>, exchange: TermExchange): void => {
	routes.stream('get', termPlanFiles.template, {
		access: county,
		handler: async (request, response, caller) => {
			const { language } = parseRequest(termPlanFileQuery, request.query);
			const name = language === 'en' ? 'term template.xlsx' : '学期课表模板.xlsx';
			sendXlsx(response, name, await exchange.template(caller, language));
		},
	});
	routes.stream('get', termPlanFiles.export, {
		access: county,
		handler: async (request, response, caller) => {
			const { language, termId } = parseRequest(termPlanFileQuery, request.query);
			const name = language === 'en' ? 'term.xlsx' : '学期课表.xlsx';
			sendXlsx(response, name, await exchange.export(caller, termId, language));
		},
	});
	routes.stream('post', termPlanFiles.annotated, {
		access: county,
		handler: async (request, response, caller) => {
			const { language } = parseRequest(termPlanFileQuery, request.query);
			const bytes = await readUpload(request, XLSX_TYPE, MAX_UPLOAD_BYTES);
			const name = language === 'en' ? 'mistakes.xlsx' : '错误标注.xlsx';
			sendXlsx(response, name, await exchange.annotate(caller, bytes, language));
		},
	});
	routes.upload(endpoints.importTermPlan, {
		access: county,
		limitBytes: MAX_UPLOAD_BYTES,
		handler: ({ caller, query, bytes }) =>
			exchange.import(caller, bytes, { dryRun: query.dryRun === 'true', language: query.language }),
	});
};
