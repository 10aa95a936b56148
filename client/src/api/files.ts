// Files to and from the server: sent with progress, received whole, saved where the browser saves what it is given.
import { address, standingHeaders } from './api.ts';
import { ApiError, errorOfAnswer } from './apiError.ts';

type Query = Readonly<Record<string, string>>;

export type SendFile = Readonly<{
	path: string;
	query: Query;
	file: Blob;
	/** As the server names the type. */
	type: string;
	/** 0 to 1, of the file that is sent. */
	onSent?: (share: number) => void;
	signal?: AbortSignal;
}>;

/**
 * Sends a file and resolves with the answer's body. It may take long on a village link: only the caller ends it.
 * @throws ApiError; when the caller aborts, its reason.
 */
export function sendFile({ path, query, file, type, onSent, signal }: SendFile): Promise<Blob> {
	return new Promise((resolve, reject) => {
		const request = new XMLHttpRequest();
		request.open('POST', address(path, {}, query));
		request.responseType = 'blob';
		request.setRequestHeader('content-type', type);
		for (const [name, value] of Object.entries(standingHeaders(true))) request.setRequestHeader(name, value);
		request.upload.addEventListener('progress', ({ loaded, total }) =>
			onSent?.(total > 0 ? loaded / total : 0),
		);
		request.upload.addEventListener('load', () => onSent?.(1));
		request.addEventListener('error', () => reject(new ApiError('offline')));
		request.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')));
		request.addEventListener('load', () => {
			const answer: unknown = request.response;
			const body = answer instanceof Blob ? answer : new Blob();
			if (request.status >= 200 && request.status < 300) resolve(body);
			else refused(request.status, body).then(reject, reject);
		});
		signal?.addEventListener('abort', () => request.abort());
		request.send(file);
	});
}

/** @throws ApiError */
export async function readFile(path: string, query: Query): Promise<Blob> {
	try {
		const response = await fetch(address(path, {}, query), {
			credentials: 'same-origin',
			cache: 'no-store',
			headers: standingHeaders(false),
		});
		const body = await response.blob();
		if (!response.ok) throw await refused(response.status, body);
		return body;
	} catch (error) {
		throw error instanceof ApiError ? error : new ApiError('offline', {}, { cause: error });
	}
}

async function refused(status: number, body: Blob): Promise<ApiError> {
	try {
		return errorOfAnswer(status, JSON.parse(await body.text()));
	} catch {
		return errorOfAnswer(status, undefined);
	}
}

/** Gives the browser a file to save. */
export function saveFile(name: string, body: Blob): void {
	const url = URL.createObjectURL(body);
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	document.body.append(link);
	link.click();
	link.remove();
	// Some browsers begin to read it only now.
	setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
