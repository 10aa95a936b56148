import { XLSX_TYPE } from '@classroom/protocol';
import type { Response } from 'express';

/** Answers with an Excel file. `name`: under which a browser saves it. */
export const sendXlsx = (response: Response, name: string, bytes: Buffer): void => {
	response.setHeader('Cache-Control', 'no-store');
	response.setHeader('Content-Type', XLSX_TYPE);
	response.setHeader('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
	response.end(bytes);
};
